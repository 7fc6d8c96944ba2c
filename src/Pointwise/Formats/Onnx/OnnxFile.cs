using Pointwise.Formats.Protobuf;

namespace Pointwise.Formats.Onnx;

/// <summary>
/// An open ONNX file: everything but the tensors' values is read and checked, those are read when asked for. Not for several threads at once.
/// </summary>
internal sealed class OnnxFile : IDisposable
{
    private readonly ByteSource source;
    private readonly ExternalData external;

    private OnnxFile(ByteSource source, string? folder, Limits limits)
    {
        (this.source, external) = (source, new ExternalData(folder, source.Name));
        if (source.Length > limits.OnnxBytes)
            throw new PointwiseException(source.Name, "file too large", $"at most {limits.OnnxBytes} bytes (limit {nameof(Limits.OnnxBytes)})", $"{source.Length}", "store the weights beside it as external data, or raise the limit");
        Model = new OnnxReader(new ProtobufReader(source), source, external, limits).ReadModel(source.Length);
    }

    /// <summary>The path, or the name given for bytes.</summary>
    public string Path => source.Name;

    /// <summary>What the file says.</summary>
    public OnnxModel Model { get; }

    /// <summary>Opens a file; tensors stored beside it must lie in its folder or below.</summary>
    /// <exception cref="PointwiseException">It cannot be read, or is no valid ONNX file.</exception>
    public static OnnxFile Open(string path, Limits? limits = null) =>
        Open(ByteSource.Open(path), System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)), limits);

    /// <summary>Reads a file that is in memory; it cannot have tensors stored beside it.</summary>
    /// <exception cref="PointwiseException">It is no valid ONNX file.</exception>
    public static OnnxFile Open(ReadOnlyMemory<byte> bytes, string name, Limits? limits = null) => Open(ByteSource.Of(bytes, name), null, limits);

    /// <summary>A tensor that is a file of its own, as conformance suites store inputs and outputs.</summary>
    /// <exception cref="PointwiseException">It cannot be read, or is no valid tensor.</exception>
    public static OnnxTensor ReadTensor(ReadOnlyMemory<byte> bytes, string name)
    {
        ByteSource source = ByteSource.Of(bytes, name);
        return new OnnxTensorReader(new ProtobufReader(source), source, new ExternalData(null, name), Limits.Default).Read(new Extent(0, source.Length));
    }

    /// <summary>Closes the file and those beside it.</summary>
    public void Dispose()
    {
        external.Dispose();
        source.Dispose();
    }

    private static OnnxFile Open(ByteSource source, string? folder, Limits? limits)
    {
        try
        {
            return new OnnxFile(source, folder, limits ?? Limits.Default);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
