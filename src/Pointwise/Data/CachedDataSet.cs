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
    private const int ShareOfMemory = 4;
    private readonly IDataSet data;
    private readonly int shortSide;
    private readonly long room;
    private readonly Limits limits;
    private readonly Picture?[] kept;
    private readonly ConcurrentBag<Resampler> resamplers = [];
    private long held;

    /// <summary>Puts a cache before a data set.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="shortSide">Pixels that a picture's short side has at most; larger ones are reduced. 0 for any.</param>
    /// <param name="room">Bytes of pixels that are kept; null for a quarter of the memory that there is.</param>
    /// <param name="limits">How much of a file is believed.</param>
    /// <exception cref="PointwiseException">The short side or the room is negative.</exception>
    public CachedDataSet(IDataSet data, int shortSide, long? room = null, Limits? limits = null)
    {
        if (shortSide < 0 || room < 0) throw new PointwiseException($"{data.Name}: cache", "out of range", "a short side and a room of 0 or more", $"{shortSide} pixels, {room} bytes", "correct them");
        (this.data, this.shortSide, this.limits) = (data, shortSide, limits ?? Limits.Default);
        this.room = room ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory;
        kept = new Picture?[data.Count];
    }

    /// <inheritdoc/>
    public string Name => data.Name;

    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public ImmutableArray<string> Classes => data.Classes;

    /// <summary>Bytes of pixels that are kept.</summary>
    public long Held => Interlocked.Read(ref held);

    /// <summary>The short side that training on a model's input can use: with head-room for parts of pictures; 0 where pictures must have the input's size.</summary>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <param name="augmentation">How they are changed; null for not at all.</param>
    public static int ShortSideFor(Shape input, Preprocessing preprocessing, Augmentation? augmentation)
    {
        bool anySize = preprocessing.ResizeShortSide > 0 || preprocessing.Stretch || augmentation?.AreaCrop is not null;
        return anySize ? (int)Math.Ceiling(Math.Max(preprocessing.ResizeShortSide, Math.Max(input.H, input.W) / PictureReduction.UsualCrop) * HeadRoom) : 0;
    }

    /// <inheritdoc/>
    public int Label(int index) => data.Label(index);

    /// <inheritdoc/>
    public string NameOf(int index) => data.NameOf(index);

    /// <inheritdoc/>
    public Picture Read(int index)
    {
        if (Volatile.Read(ref kept[index]) is { } known) return known;
        if (!resamplers.TryTake(out Resampler? resampler)) resampler = new Resampler();
        Picture read = PictureReduction.Reduce(data.NameOf(index), Decode(index), shortSide, resampler);
        resamplers.Add(resampler);
        int bytes = read.Height * read.Width * read.Channels;
        if (Interlocked.Add(ref held, bytes) > room || Interlocked.CompareExchange(ref kept[index], read, null) is not null) Interlocked.Add(ref held, -bytes);
        return read;
    }

    /// <summary>A decoder that can gives a smaller picture at once.</summary>
    private Picture Decode(int index)
    {
        if (data is not IEncodedDataSet files || data is DataSetSubset { IsEncoded: false }) return data.Read(index);
        return PictureFile.Read(data.NameOf(index), files.Bytes(index), new DecodeOptions { Limits = limits, ShortSide = shortSide });
    }
}
