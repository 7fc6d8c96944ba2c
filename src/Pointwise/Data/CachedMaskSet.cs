using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pointwise.Data.Resizing;

namespace Pointwise.Data;

/// <summary>
/// Keeps pictures and their masks decoded, and no larger than training can see them, within a number of bytes: what has no room is read again each
/// time. Both are reduced alike before they are kept, so results do not depend on the room. Several threads may read at once.
/// </summary>
public sealed class CachedMaskSet : IMaskSet
{
    private readonly IMaskSet data;
    private readonly int shortSide;
    private readonly Kept<PicturePair> kept;
    private readonly ConcurrentBag<Resampler> resamplers = [];

    /// <summary>Puts a cache before a set of pictures with masks.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="shortSide">Pixels that a picture's short side has at most; larger ones are reduced, and their masks with them. 0 for any.</param>
    /// <param name="room">Bytes that are kept; null for a quarter of the memory that there is.</param>
    /// <exception cref="PointwiseException">The short side or the room is negative.</exception>
    public CachedMaskSet(IMaskSet data, int shortSide = 0, long? room = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (shortSide < 0) throw new PointwiseException($"{data.Name}: cache", "out of range", "a short side of 0 or more", $"{shortSide} pixels", "correct it");
        (this.data, this.shortSide) = (data, shortSide);
        kept = new Kept<PicturePair>(data.Name, data.Count, room);
    }

    /// <inheritdoc/>
    public string Name => data.Name;

    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public ImmutableArray<string> Classes => data.Classes;

    /// <inheritdoc/>
    public string NameOf(int index) => data.NameOf(index);

    /// <inheritdoc/>
    /// <exception cref="PointwiseException">The picture or its mask cannot be read, or they differ in size.</exception>
    public Picture Read(int index) => Pair(index).Picture;

    /// <inheritdoc/>
    /// <exception cref="PointwiseException">The picture or its mask cannot be read, or they differ in size.</exception>
    public Mask Mask(int index) => Pair(index).Mask;

    /// <summary>Both.</summary>
    internal PicturePair Pair(int index)
    {
        if (kept[index] is { } known) return known;
        PicturePair read = PicturePair.Read(data, index);
        if (!resamplers.TryTake(out Resampler? resampler)) resampler = new Resampler();
        Picture picture = PictureReduction.Reduce(data.NameOf(index), read.Picture, shortSide, resampler);
        resamplers.Add(resampler);
        bool isReduced = picture.Height != read.Mask.Height || picture.Width != read.Mask.Width;
        var pair = new PicturePair(picture, isReduced ? read.Mask.Resize(picture.Height, picture.Width) : read.Mask);
        return kept.Offer(index, pair, picture.Pixels.Length + pair.Mask.Classes.Length);
    }
}
