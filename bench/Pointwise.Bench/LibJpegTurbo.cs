using System.Runtime.InteropServices;

namespace Pointwise.Bench;

/// <summary>libjpeg-turbo's own decoder in this process, where the system has it: the peer of ours.</summary>
internal sealed unsafe class LibJpegTurbo : IDisposable
{
    /// <summary>What to install where it is missing.</summary>
    public const string Missing = "libturbojpeg.so.0 is missing: install libturbojpeg0 (Debian, Ubuntu) or libjpeg-turbo";

    private const int Rgb = 0;
    private static readonly string[] Names = ["libturbojpeg.so.0", "libturbojpeg.0.dylib", "turbojpeg.dll"];
    private readonly nint library;
    private readonly nint decoder;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int> header;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int> decompress;
    private readonly delegate* unmanaged[Cdecl]<nint, int> destroy;
    private byte[] pixels = [];

    private LibJpegTurbo(nint library)
    {
        this.library = library;
        header = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int>)NativeLibrary.GetExport(library, "tjDecompressHeader3");
        decompress = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int>)NativeLibrary.GetExport(library, "tjDecompress2");
        destroy = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "tjDestroy");
        decoder = ((delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "tjInitDecompress"))();
    }

    /// <summary>The library; null where the system has none.</summary>
    public static LibJpegTurbo? Load()
    {
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, out nint library)) return new LibJpegTurbo(library);
        }

        return null;
    }

    /// <summary>Decodes to red, green, blue with the default flags: the accurate transform, smooth upsampling.</summary>
    /// <returns>The pixels, in memory that the next call uses again.</returns>
    public ReadOnlySpan<byte> Decode(byte[] file)
    {
        int width, height, sampling, space;
        fixed (byte* bytes = file)
        {
            var length = new CULong((nuint)file.Length);
            Check(header(decoder, bytes, length, &width, &height, &sampling, &space));
            int size = width * height * 3;
            if (pixels.Length < size) pixels = new byte[size];
            fixed (byte* target = pixels) Check(decompress(decoder, bytes, length, target, width, 0, height, Rgb, 0));
            return pixels.AsSpan(0, size);
        }
    }

    public void Dispose()
    {
        destroy(decoder);
        NativeLibrary.Free(library);
    }

    private static void Check(int result)
    {
        if (result != 0) throw new InvalidOperationException("libjpeg-turbo refuses a picture");
    }
}
