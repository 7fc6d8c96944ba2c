namespace Pointwise.Formats.Torch;

/// <summary>Memory that tensors of a checkpoint share: elements of one kind, stored once.</summary>
/// <param name="key">Its name in the file.</param>
/// <param name="type">What its elements are; null where they are plain bytes, whose tensors tell.</param>
/// <param name="elements">How many; bytes where the type is null.</param>
internal sealed class TorchStorage(string key, ElementType? type, long elements)
{
    /// <summary>Its name in the file.</summary>
    public string Key => key;

    /// <summary>What its elements are; null where they are plain bytes, whose tensors tell.</summary>
    public ElementType? Type => type;

    /// <summary>How many; bytes where the type is null.</summary>
    public long Elements => elements;

    /// <summary>Its size.</summary>
    public long Bytes => elements * (type?.Size() ?? 1);

    /// <summary>Where it lies in the file; below 0 while that is not known.</summary>
    public long Position { get; internal set; } = -1;
}

/// <summary>A part of a storage that old checkpoints name as a storage of its own; mostly the whole.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="First">The part's first element.</param>
/// <param name="Elements">The part's elements.</param>
internal sealed record TorchStorageView(TorchStorage Storage, long First, long Elements);
