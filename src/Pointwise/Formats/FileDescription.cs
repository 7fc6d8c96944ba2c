using System.Collections.Immutable;
using Pointwise.Formats.Torch;

namespace Pointwise.Formats;

/// <summary>What a file given as a model is and holds, as far as that can be read: a damaged one is described too.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Format">What it is.</param>
internal sealed record FileDescription(string Path, long Bytes, ModelFormat Format)
{
    /// <summary>Its tensors; of a damaged file those that are told of still. Empty where the format is not one of tensors.</summary>
    public ImmutableArray<TensorEntry> Tensors { get; init; } = [];

    /// <summary>Tensors whose data is not there, or not whole: the file is cut off before. Empty where that is not known either.</summary>
    public ImmutableArray<TensorEntry> Lost { get; init; } = [];

    /// <summary>Free text by key: a safetensors file's metadata, the numbers and texts beside a checkpoint's tensors.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Why the file cannot be used; null where it can.</summary>
    public PointwiseException? Damage { get; init; }

    /// <summary>Describes a file.</summary>
    /// <exception cref="PointwiseException">It cannot be read at all.</exception>
    public static FileDescription Of(string path, Limits? limits = null)
    {
        limits ??= Limits.Default;
        ModelFormat format = ModelFormats.Of(path, limits);
        try
        {
            var description = new FileDescription(path, new FileInfo(path).Length, format);
            return format switch
            {
                ModelFormat.Pointwise or ModelFormat.Safetensors or ModelFormat.TorchArchive or ModelFormat.TorchPickles => OfTensors(description, limits),
                _ => description,
            };
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    private static FileDescription OfTensors(FileDescription description, Limits limits)
    {
        try
        {
            using TensorFile file = WeightsFile.Open(description.Path, limits);
            return description with { Tensors = file.Entries, Metadata = file.Metadata };
        }
        catch (PointwiseException e)
        {
            using var stream = new FileStream(description.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            FileDescription damaged = description with { Damage = e };
            return description.Format is ModelFormat.Pointwise or ModelFormat.Safetensors ? Safetensors(damaged, stream, limits) : Torch(damaged, stream, limits);
        }
    }

    private static FileDescription Safetensors(FileDescription damaged, FileStream stream, Limits limits)
    {
        var length = new byte[Math.Min(SafetensorsHeader.LengthBytes, stream.Length)];
        stream.ReadExactly(length);
        long claimed = length.Length == SafetensorsHeader.LengthBytes ? (long)Math.Min(BitConverter.ToUInt64(length), (ulong)limits.HeaderBytes) : 0;
        var header = new byte[Math.Min(claimed, stream.Length - stream.Position)];
        stream.ReadExactly(header);
        ImmutableArray<SafetensorsEntry> entries = SafetensorsHeader.Salvage(header, damaged.Path, limits);
        return damaged with
        {
            Tensors = [.. entries],
            Lost = [.. entries.Where(e => e.End > stream.Length - SafetensorsHeader.LengthBytes - claimed)],
            Metadata = MetadataOf(header, damaged.Path, limits),
        };
    }

    private static ImmutableSortedDictionary<string, string> MetadataOf(byte[] header, string path, Limits limits)
    {
        try
        {
            return SafetensorsHeader.ReadMetadata(header, path, limits);
        }
        catch (PointwiseException)
        {
            return ImmutableSortedDictionary<string, string>.Empty;
        }
    }

    private static FileDescription Torch(FileDescription damaged, FileStream stream, Limits limits)
    {
        try
        {
            TorchContent content = damaged.Format == ModelFormat.TorchArchive ? TorchArchive.Salvage(stream, damaged.Path, limits) : TorchPickles.Salvage(stream, damaged.Path, limits);
            return damaged with
            {
                Tensors = [.. content.Entries],
                Lost = [.. content.Entries.Where(e => damaged.Format == ModelFormat.TorchPickles && e.Tensor.Storage.Position < 0)],
                Metadata = content.Values,
            };
        }
        catch (Exception e) when (e is PointwiseException or EndOfStreamException)
        {
            return damaged;
        }
    }
}
