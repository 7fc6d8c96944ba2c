using Microsoft.Win32.SafeHandles;

namespace Pointwise.Formats;

/// <summary>
/// Bytes that are read where they are wanted, in memory or in a file. Files are read, not mapped, so that one that shrinks is an error and not
/// the end of the process; what is not asked for never comes into memory.
/// </summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>The path, or the name given for bytes in memory.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes in all.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a file. It may be replaced while it is open; what was opened is read on.</summary>
    /// <exception cref="PointwiseException">It cannot be read.</exception>
    public static ByteSource Open(string path)
    {
        try
        {
            // a pipe or a device has no length: opening one could wait for ever
            FileAttributes attributes = File.GetAttributes(path);
            if ((attributes & (FileAttributes.Directory | FileAttributes.Device)) != 0 || new FileInfo(path).Length == 0)
                throw new PointwiseException(path, "nothing to read", "a file with bytes in it", (attributes & FileAttributes.Directory) != 0 ? "a folder" : "an empty file or no file", "check the path");
            SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return new InFile(handle) { Name = path };
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    /// <summary>Bytes that are in memory already.</summary>
    public static ByteSource Of(ReadOnlyMemory<byte> bytes, string name) => new InMemory(bytes) { Name = name };

    /// <summary>Fills a span from an offset on.</summary>
    /// <exception cref="PointwiseException">The bytes are not there any more, or cannot be read.</exception>
    public abstract void Read(long offset, Span<byte> bytes);

    /// <summary>The file's handle; null for bytes in memory.</summary>
    public virtual SafeFileHandle? Handle => null;

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class InMemory(ReadOnlyMemory<byte> memory) : ByteSource
    {
        public override long Length => memory.Length;

        public override void Read(long offset, Span<byte> bytes) => memory.Span.Slice((int)offset, bytes.Length).CopyTo(bytes);

        public override void Dispose()
        {
        }
    }

    private sealed class InFile(SafeFileHandle handle) : ByteSource
    {
        public override long Length { get; } = RandomAccess.GetLength(handle);

        public override SafeFileHandle Handle => handle;

        public override void Read(long offset, Span<byte> bytes)
        {
            try
            {
                while (bytes.Length > 0)
                {
                    int read = RandomAccess.Read(handle, bytes, offset);
                    if (read == 0) throw new EndOfStreamException();
                    offset += read;
                    bytes = bytes[read..];
                }
            }
            catch (Exception e) when (FileProblem.IsOne(e))
            {
                throw FileProblem.Reading(Name, e);
            }
        }

        public override void Dispose() => handle.Dispose();
    }
}
