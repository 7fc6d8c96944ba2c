using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pointwise.Formats.Onnx;

/// <summary>How many names a file has. Told by Linux alone; elsewhere a file counts as having one.</summary>
internal static partial class LinkCount
{
    private const int EmptyPath = 0x1000, BufferBytes = 256, LinksOffset = 16;
    private const uint Links = 4;

    public static uint Of(ByteSource source)
    {
        if (!OperatingSystem.IsLinux() || source.Handle is not { } handle) return 1;
        var buffer = new byte[BufferBytes];
        try
        {
            return StatX(handle, "", EmptyPath, Links, buffer) == 0 ? BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(LinksOffset)) : 1;
        }
        catch (EntryPointNotFoundException)
        {
            // a C library older than the call
            return 1;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(SafeHandle folder, string path, int flags, uint mask, [In, Out] byte[] buffer);
}
