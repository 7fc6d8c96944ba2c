using System.Buffers.Binary;
using System.Text;
using Pointwise.Formats.Torch;

namespace Pointwise.Formats;

/// <summary>Tells what a file is by its content; its name does not count.</summary>
internal static class ModelFormats
{
    private const int HeadBytes = 512;
    private const int TarMagicAt = 257;

    /// <summary>What a file is. Damaged files are told by what is whole of them.</summary>
    /// <exception cref="PointwiseException">It cannot be read at all.</exception>
    public static ModelFormat Of(string path, Limits? limits = null)
    {
        try
        {
            // a pipe or a device has no length: opening one could wait for ever
            if (new FileInfo(path) is { Exists: true, Length: 0 }) return ModelFormat.Empty;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return Of(stream, path, limits ?? Limits.Default);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    /// <summary>What a stream that can seek holds.</summary>
    public static ModelFormat Of(Stream stream, string path, Limits limits)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes];
        stream.Position = 0;
        ReadOnlySpan<byte> head = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        if (head.IsEmpty) return ModelFormat.Empty;
        if (head.StartsWith("PK\x03\x04"u8)) return OfArchive(stream, path, head, limits);
        if (head.StartsWith(TorchPickles.Signature)) return ModelFormat.TorchPickles;
        if (IsSafetensors(head, stream.Length)) return OfSafetensors(stream, path, limits);
        return Signed(head) ?? (IsOnnx(head) ? ModelFormat.Onnx : IsText(head) ? OfText(head) : ModelFormat.Unknown);
    }

    /// <summary>Whether a name ends as those of models' files do: what somebody means by it, where no such file needs to be.</summary>
    public static bool IsFileName(string name) => Path.GetExtension(name).ToLowerInvariant() is ".safetensors" or ".onnx" or ".pth" or ".pt" or ".th";

    /// <summary>What a format is called, with its article.</summary>
    public static string Describe(ModelFormat format) => format switch
    {
        ModelFormat.Empty => "an empty file",
        ModelFormat.Pointwise => "a model file",
        ModelFormat.Safetensors => "a safetensors file of tensors alone",
        ModelFormat.Onnx => "an ONNX model",
        ModelFormat.TorchArchive => "a PyTorch checkpoint",
        ModelFormat.TorchPickles => "a PyTorch checkpoint of the form before 1.6",
        ModelFormat.TorchScript => "a TorchScript archive",
        ModelFormat.Tar => "a tar archive",
        ModelFormat.Pickle => "a Python pickle that torch.save did not write",
        ModelFormat.Zip => "a zip archive that is no PyTorch checkpoint",
        ModelFormat.NumPy => "arrays of NumPy",
        ModelFormat.Hdf5 => "an HDF5 file, as Keras writes",
        ModelFormat.TensorFlowLite => "a TensorFlow Lite model",
        ModelFormat.Gguf => "a GGUF file",
        ModelFormat.Gzip => "something packed by gzip",
        ModelFormat.Picture => "a picture",
        ModelFormat.WebPage => "a web page",
        ModelFormat.LfsPointer => "a pointer of Git LFS, not the file it stands for",
        ModelFormat.Text => "text",
        _ => "a file of another kind",
    };

    /// <summary>What to do with a file that is no use as it is.</summary>
    public static string Advice(ModelFormat format) => format switch
    {
        ModelFormat.Onnx => "give it where a whole model is asked for",
        ModelFormat.TorchScript => "save the tensors, in Python: torch.save(torch.jit.load(path).state_dict(), path)",
        ModelFormat.Tar => "unpack it; if PyTorch wrote it before 2017, load it in Python and save it with torch.save",
        ModelFormat.Pickle or ModelFormat.Zip or ModelFormat.NumPy => "save the tensors with torch.save or as safetensors",
        ModelFormat.Hdf5 or ModelFormat.TensorFlowLite or ModelFormat.Gguf => "convert it to ONNX or safetensors with the tool that wrote it",
        ModelFormat.Gzip => "unpack it first",
        ModelFormat.WebPage => "fetch the file again: the server sent a page in its place",
        ModelFormat.LfsPointer => "fetch the file: git lfs pull",
        _ => "give a model file, an ONNX model, a safetensors file or a PyTorch checkpoint",
    };

    private static ModelFormat? Signed(ReadOnlySpan<byte> head)
    {
        if (head[0] == 0x89 && head[1..].StartsWith("HDF\r\n"u8)) return ModelFormat.Hdf5;
        if (head[0] == 0x93 && head[1..].StartsWith("NUMPY"u8)) return ModelFormat.NumPy;
        if (head.StartsWith("GGUF"u8)) return ModelFormat.Gguf;
        if (head.Length >= 8 && head[4..].StartsWith("TFL3"u8)) return ModelFormat.TensorFlowLite;
        if (head.Length > TarMagicAt + 5 && head[TarMagicAt..].StartsWith("ustar"u8)) return ModelFormat.Tar;
        if (head is [0x1F, 0x8B, ..]) return ModelFormat.Gzip;
        if (head is [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] || head.StartsWith("GIF8"u8) || head.StartsWith("BM"u8)) return ModelFormat.Picture;
        return head is [0x80, >= 2 and <= 5, ..] ? ModelFormat.Pickle : null;
    }

    private static ModelFormat OfArchive(Stream stream, string path, ReadOnlySpan<byte> head, Limits limits)
    {
        string[] names;
        try
        {
            names = [.. ZipDirectory.Read(stream, path, limits).Select(e => e.Name)];
        }
        catch (PointwiseException)
        {
            // cut off or hostile: the first file's name tells most
            int length = head.Length >= ZipDirectory.FileBytes ? BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) : 0;
            names = head.Length >= ZipDirectory.FileBytes + length ? [Encoding.UTF8.GetString(head.Slice(ZipDirectory.FileBytes, length))] : [];
        }

        if (names.Any(n => n.EndsWith("/constants.pkl", StringComparison.Ordinal))) return ModelFormat.TorchScript;
        if (names.Any(n => n.EndsWith("/data.pkl", StringComparison.Ordinal))) return ModelFormat.TorchArchive;
        return names.Length > 0 && names.All(n => n.EndsWith(".npy", StringComparison.Ordinal)) ? ModelFormat.NumPy : ModelFormat.Zip;
    }

    private static bool IsSafetensors(ReadOnlySpan<byte> head, long length)
    {
        if (head.Length <= SafetensorsHeader.LengthBytes || BinaryPrimitives.ReadUInt64LittleEndian(head) > (ulong)Math.Max(length, int.MaxValue)) return false;
        ReadOnlySpan<byte> text = head[SafetensorsHeader.LengthBytes..].TrimStart(" \t\r\n"u8);
        return text.IsEmpty || text[0] == (byte)'{';
    }

    private static ModelFormat OfSafetensors(Stream stream, string path, Limits limits)
    {
        try
        {
            byte[] header = SafetensorsFile.ReadHeader(stream, path, limits);
            return ModelFile.IsOne(SafetensorsHeader.ReadMetadata(header, path, limits)) ? ModelFormat.Pointwise : ModelFormat.Safetensors;
        }
        catch (PointwiseException)
        {
            return ModelFormat.Safetensors;
        }
    }

    /// <summary>A protobuf message that begins with the version of its format, and goes on with another field of a model.</summary>
    private static bool IsOnnx(ReadOnlySpan<byte> head) => head is [0x08, > 0 and < 32, 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42 or 0x72 or 0xA2, ..];

    private static bool IsText(ReadOnlySpan<byte> head) => !head.ContainsAnyInRange((byte)0, (byte)8) && !head.ContainsAnyInRange((byte)14, (byte)31);

    private static ModelFormat OfText(ReadOnlySpan<byte> head)
    {
        string text = Encoding.UTF8.GetString(head).TrimStart();
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return ModelFormat.WebPage;
        return text.StartsWith("version https://git-lfs", StringComparison.Ordinal) ? ModelFormat.LfsPointer : ModelFormat.Text;
    }
}
