using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pointwise.Data.Codecs;
using Pointwise.Data.Resizing;
using Pointwise.Data.Sets;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>
/// Keeps pictures decoded, and no larger than training can see them, within a number of bytes: what has no room is read again each time.
/// Pictures are reduced before they are kept, so results do not depend on the room. Several threads may read at once.
/// </summary>
public sealed class CachedDataSet : IDataSet
{
    private const double HeadRoom = 1.25;
    private readonly IDataSet data;
    private readonly int shortSide;
    private readonly Limits limits;
    private readonly Kept<Picture> kept;
    private readonly ConcurrentBag<Resampler> resamplers = [];

    /// <summary>Puts a cache before a data set.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="shortSide">Pixels that a picture's short side has at most; larger ones are reduced. 0 for any.</param>
    /// <param name="room">Bytes of pixels that are kept; null for a quarter of the memory that there is.</param>
    /// <param name="limits">How much of a file is believed.</param>
    /// <exception cref="PointwiseException">The short side or the room is negative.</exception>
    public CachedDataSet(IDataSet data, int shortSide, long? room = null, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (shortSide < 0) throw new PointwiseException($"{data.Name}: cache", "out of range", "a short side of 0 or more", $"{shortSide} pixels", "correct it");
        (this.data, this.shortSide, this.limits) = (data, shortSide, limits ?? Limits.Default);
        kept = new Kept<Picture>(data.Name, data.Count, room);
    }

    /// <inheritdoc/>
    public string Name => data.Name;

    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public ImmutableArray<string> Classes => data.Classes;

    /// <summary>Bytes of pixels that are kept.</summary>
    public long Held => kept.Held;

    /// <summary>The short side that training on a model's input can use: with head-room for parts of pictures; 0 where pictures must have the input's size.</summary>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <param name="augmentation">How they are changed; null for not at all.</param>
    public static int ShortSideFor(Shape input, Preprocessing preprocessing, Augmentation? augmentation)
    {
        bool anySize = preprocessing.ResizeShortSide > 0 || preprocessing.Stretch || augmentation?.AreaCrop is not null;
        double scale = Math.Max(1, augmentation?.ScaledCrop?.Most ?? 1);
        return anySize ? (int)Math.Ceiling(Math.Max(preprocessing.ResizeShortSide, Math.Max(input.H, input.W) / PictureReduction.UsualCrop) * scale * HeadRoom) : 0;
    }

    /// <inheritdoc/>
    public int Label(int index) => data.Label(index);

    /// <inheritdoc/>
    public string NameOf(int index) => data.NameOf(index);

    /// <inheritdoc/>
    public Picture Read(int index)
    {
        if (kept[index] is { } known) return known;
        if (!resamplers.TryTake(out Resampler? resampler)) resampler = new Resampler();
        Picture read = PictureReduction.Reduce(data.NameOf(index), Decode(index), shortSide, resampler);
        resamplers.Add(resampler);
        return kept.Offer(index, read, read.Pixels.Length);
    }

    /// <summary>A decoder that can gives a smaller picture at once.</summary>
    private Picture Decode(int index)
    {
        if (!PictureSubset.AreEncoded(data)) return data.Read(index);
        return PictureFile.Read(data.NameOf(index), ((IEncodedPictures)data).Bytes(index), new DecodeOptions { Limits = limits, ShortSide = shortSide });
    }
}
