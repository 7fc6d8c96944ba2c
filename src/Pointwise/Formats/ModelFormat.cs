namespace Pointwise.Formats;

/// <summary>What a file that is given as a model turns out to be.</summary>
internal enum ModelFormat
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>A model file of ours: network and weights.</summary>
    Pointwise,

    /// <summary>Tensors in a safetensors file of another tool.</summary>
    Safetensors,

    /// <summary>An ONNX model.</summary>
    Onnx,

    /// <summary>A PyTorch checkpoint as a zip archive.</summary>
    TorchArchive,

    /// <summary>A PyTorch checkpoint as a row of pickles.</summary>
    TorchPickles,

    /// <summary>A network compiled by TorchScript.</summary>
    TorchScript,

    /// <summary>A PyTorch checkpoint as a tar archive, as before 2017, or another tar archive.</summary>
    Tar,

    /// <summary>A pickle of something else.</summary>
    Pickle,

    /// <summary>A zip archive of something else.</summary>
    Zip,

    /// <summary>Arrays of NumPy, one or an archive of them.</summary>
    NumPy,

    /// <summary>Keras and others.</summary>
    Hdf5,

    /// <summary>A network for TensorFlow Lite.</summary>
    TensorFlowLite,

    /// <summary>Weights for llama.cpp.</summary>
    Gguf,

    /// <summary>Something packed by gzip.</summary>
    Gzip,

    /// <summary>A picture.</summary>
    Picture,

    /// <summary>A web page: what a download gives where it fails.</summary>
    WebPage,

    /// <summary>What stands in a checkout for a large file that was not fetched.</summary>
    LfsPointer,

    /// <summary>Text: a network file, or a list.</summary>
    Text,
}
