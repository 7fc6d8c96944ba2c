namespace Pointwise.Formats.Torch;

/// <summary>
/// An open PyTorch checkpoint, .pt or .pth: the zip archive that torch.save writes since 1.6, or the row of pickles that it wrote before.
/// Tensors are read where they lie when they are asked for; views, transposed ones among them, come out row-major.
/// </summary>
internal sealed class TorchFile : TensorFile
{
    /// <summary>The last view that was read, and its elements in order: views are gathered as a whole.</summary>
    private (TensorEntry? Entry, byte[] Bytes) gathered = (null, []);

    private TorchFile(Stream stream, string path, TorchContent content)
        : base(stream, path, content.Values, content.Entries)
    {
    }

    /// <summary>Opens a file. It may be replaced while it is open; what was opened is read on.</summary>
    /// <exception cref="PointwiseException">It cannot be read, is no checkpoint, or asks for more than tensors need.</exception>
    public static TorchFile Open(string path, Limits? limits = null) => Open(path, length => RequireLength(path, length), stream => Open(stream, path, limits));

    /// <summary>Reads what a stream that can seek says of its tensors. The stream is then owned here.</summary>
    /// <exception cref="PointwiseException">It is no checkpoint, or asks for more than tensors need.</exception>
    public static TorchFile Open(Stream stream, string name, Limits? limits = null)
    {
        limits ??= Limits.Default;
        RequireLength(name, stream.Length);
        return new TorchFile(stream, name, TorchArchive.IsOne(stream) ? TorchArchive.Read(stream, name, limits) : TorchPickles.Read(stream, name, limits));
    }

    protected override void ReadAt(TensorEntry entry, long offset, Span<byte> bytes)
    {
        if (bytes.Length == 0) return;
        TorchTensor tensor = ((TorchEntry)entry).Tensor;
        int size = tensor.Type.Size();
        long first = tensor.Storage.Position + tensor.First * size;
        if (tensor.IsRowMajor)
        {
            ReadFile(first + offset, bytes);
            return;
        }

        if (gathered.Entry != entry) gathered = (entry, Gather(entry, tensor, first));
        gathered.Bytes.AsSpan((int)offset, bytes.Length).CopyTo(bytes);
        if (offset + bytes.Length == entry.Bytes) gathered = (null, []);
    }

    private byte[] Gather(TensorEntry entry, TorchTensor tensor, long first)
    {
        int size = tensor.Type.Size();
        long reach = (tensor.Reach + 1) * size;
        if (entry.Bytes > Array.MaxLength || reach > Array.MaxLength) throw TooLong(entry);
        var region = new byte[reach];
        ReadFile(first, region);
        var bytes = new byte[entry.Bytes];
        Strides.Gather(region, size, tensor.Shape, tensor.Strides, bytes);
        return bytes;
    }

    private static void RequireLength(string name, long length)
    {
        if (length < 4) throw new PointwiseException(name, "too short for a checkpoint", "at least 4 bytes", $"{length}", "get the file anew: it is empty or not complete");
    }
}
