using System.Runtime.InteropServices;

namespace Pointwise.Bench;

/// <summary>The machine's libpng by its simplified interface, for comparison. Debian: apt-get install libpng16-16.</summary>
internal static unsafe partial class LibPng
{
    private const string Library = "libpng16.so.16";

    public static bool IsThere => NativeLibrary.TryLoad(Library, out _);

    /// <summary>Decodes into memory that is large enough, with the channels of a picture of ours.</summary>
    /// <returns>Whether libpng read it.</returns>
    public static bool Decode(ReadOnlySpan<byte> file, Span<byte> pixels, int channels)
    {
        var image = new Image { Version = 1 };
        fixed (byte* source = file, target = pixels)
        {
            if (Begin(&image, source, (nuint)file.Length) == 0) return false;
            image.Format = channels switch { 1 => 0u, 2 => 1, 3 => 2, _ => 3 };
            bool fits = (long)image.Width * image.Height * channels <= pixels.Length;
            bool read = fits && Finish(&image, null, target, 0, null) != 0;
            Free(&image);
            return read;
        }
    }

    [LibraryImport(Library, EntryPoint = "png_image_begin_read_from_memory")]
    private static partial int Begin(Image* image, byte* memory, nuint size);

    [LibraryImport(Library, EntryPoint = "png_image_finish_read")]
    private static partial int Finish(Image* image, void* background, byte* buffer, int rowStride, void* colours);

    [LibraryImport(Library, EntryPoint = "png_image_free")]
    private static partial void Free(Image* image);

    /// <summary>png_image of png.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Image
    {
        public void* Opaque;
        public uint Version, Width, Height, Format, Flags, ColourMapEntries, WarningOrError;
        public fixed byte Message[64];
    }
}
