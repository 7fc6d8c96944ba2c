namespace Pointwise;

/// <summary>How much of a file is believed before it is refused. An error that a limit causes names it.</summary>
public sealed record Limits
{
    /// <summary>Elements of any tensor, in a file or not: at most 2^40.</summary>
    internal const long MostElements = 1L << 40;

    /// <summary>Elements of the largest value that is computed while a graph is made rather than while it runs.</summary>
    internal const int FoldedElements = 65_536;

    /// <summary>Elements of all values together that are computed while a graph is made.</summary>
    internal const long KnownElements = 8 << 20;

    /// <summary>The limits where none are given.</summary>
    public static Limits Default { get; } = new();

    /// <summary>Bytes of a safetensors header.</summary>
    public int HeaderBytes { get; init; } = 100_000_000;

    /// <summary>Tensors in a file.</summary>
    public int Tensors { get; init; } = 65_536;

    /// <summary>Entries of a safetensors file's metadata.</summary>
    public int MetadataEntries { get; init; } = 65_536;

    /// <summary>Elements of a tensor in a file are fewer than this.</summary>
    public long TensorElements { get; init; } = MostElements;

    /// <summary>Bytes of a JSON or YAML text of ours: a graph, a network file.</summary>
    public int TextBytes { get; init; } = 16 << 20;

    /// <summary>Levels that JSON nests.</summary>
    public int JsonDepth { get; init; } = 16;

    /// <summary>Nodes of a graph in a file.</summary>
    public int Nodes { get; init; } = 100_000;

    /// <summary>Attributes of a node, and items of a list of numbers among them.</summary>
    public int Attributes { get; init; } = 65_536;

    /// <summary>Labels in a model file.</summary>
    public int Labels { get; init; } = 1_000_000;

    /// <summary>Bytes of an ONNX file, without what it stores beside itself.</summary>
    public long OnnxBytes { get; init; } = 2L << 30;

    /// <summary>Bytes of a text in an ONNX file: a name, an entry of its metadata.</summary>
    public int OnnxTextBytes { get; init; } = 1 << 20;

    /// <summary>Levels that graphs nest in an ONNX file.</summary>
    public int GraphDepth { get; init; } = 32;

    /// <summary>Bytes of a picture's file.</summary>
    public int PictureBytes { get; init; } = 32 << 20;

    /// <summary>Pixels of a picture.</summary>
    public long PicturePixels { get; init; } = 64_000_000;

    /// <summary>Pixels of a picture's longer side.</summary>
    public int PictureSide { get; init; } = 16_384;

    /// <summary>Scans of a JPEG.</summary>
    public int JpegScans { get; init; } = 100;

    /// <summary>Bytes of a pickle: what a PyTorch checkpoint holds beside its storages.</summary>
    public int PickleBytes { get; init; } = 64 << 20;

    /// <summary>Steps of a pickle; each makes at most one value.</summary>
    public int PickleSteps { get; init; } = 1_000_000;

    /// <summary>Levels that dictionaries and lists nest in a pickle.</summary>
    public int PickleDepth { get; init; } = 32;

    /// <summary>Pictures of a data set.</summary>
    public int DataSetPictures { get; init; } = 10_000_000;

    /// <summary>Levels of folders within a class of a data set.</summary>
    public int FolderDepth { get; init; } = 64;

    /// <summary>Bytes of a CSV file that lists pictures.</summary>
    public int PictureListBytes { get; init; } = 256 << 20;

    /// <summary>Bytes of a training log that is read.</summary>
    public int LogBytes { get; init; } = 256 << 20;

    /// <summary>Convolutions of a table of measured times.</summary>
    public int TunedConvolutions { get; init; } = 100_000;

    /// <summary>Entries of an archive.</summary>
    public int ArchiveEntries { get; init; } = 10_000_000;

    /// <summary>Characters of a node's or a head's name.</summary>
    public int NameLength { get; init; } = 1_024;
}
