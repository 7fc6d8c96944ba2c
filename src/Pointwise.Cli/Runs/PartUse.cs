using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Data.Sets;
using Pointwise.Drawing;

namespace Pointwise.Cli.Runs;

/// <summary>What the parts of a data set are for in a run.</summary>
/// <param name="Train">The pictures to learn from.</param>
/// <param name="EachEpoch">The pictures that are scored after every epoch, by which the best weights are chosen; null for none.</param>
/// <param name="AtEnd">The pictures that are scored once, by the weights that are kept; null for none.</param>
/// <param name="Name">What those that the final score is of are called.</param>
internal sealed record PartUse(IPictureSet Train, IPictureSet? EachEpoch, IPictureSet? AtEnd, string Name)
{
    /// <summary>What a person should know of the data.</summary>
    public ImmutableArray<string> Notes { get; private init; } = [];

    /// <summary>The pictures of the final score; null for none.</summary>
    public IPictureSet? Scored => AtEnd ?? EachEpoch;

    /// <summary>Opens a data set.</summary>
    /// <param name="path">Its folder or file.</param>
    /// <param name="share">
    /// Share of the training pictures to choose the best weights on, 0 for none; null to choose only where the data has both a validation and a
    /// test part.
    /// </param>
    /// <param name="masks">Where masks and their classes are found; null for pictures with one class each.</param>
    /// <exception cref="PointwiseException">There is no data set, or it cannot be parted so.</exception>
    public static PartUse Of(string path, double? share, MaskSetOptions? masks = null)
    {
        if (share is not null and not (>= 0 and < 1))
            throw new PointwiseException("--validation", "out of range", "a share from 0 to below 1", FormattableString.Invariant($"{share}"), "keep 0.1 or 0.2 of the training pictures apart, or 0 for none");
        double? apart = share is null ? null : 0;
        if (masks is null) return Of(DataSets.Open(path, new DataSetOptions { ValidationShare = apart }), share, data => DataSets.Split(data, share!.Value, new DataSetOptions().Seed));
        return Of(MaskSets.Open(path, masks with { ValidationShare = apart }), share, data => MaskSets.Split(data, share!.Value, masks.Seed));
    }

    private static PartUse Of<TSet>(PictureParts<TSet> split, double? share, Func<TSet, (TSet Kept, TSet Apart)> part)
        where TSet : class, IPictureSet
    {
        TSet? last = split.Test ?? split.Validation;
        string name = split.Test is not null ? "test" : "validation";
        if (share is > 0)
        {
            (TSet train, TSet apart) = part(split.Train);
            return new PartUse(train, Kept(apart), last, name) { Notes = split.Notes };
        }

        TSet? each = share is null && split.Test is not null ? split.Validation : null;
        return new PartUse(split.Train, each is null ? null : Kept(each), last, name) { Notes = split.Notes };
    }

    /// <summary>What is scored after every epoch is not decoded each time.</summary>
    private static IPictureSet Kept(IPictureSet pictures) => pictures switch
    {
        IMaskSet masks => new CachedMaskSet(masks),
        IDataSet classes => new CachedDataSet(classes, shortSide: 0),
        _ => pictures,
    };

    /// <summary>Which pictures are scored when, one line each.</summary>
    public IEnumerable<string> Explained
    {
        get
        {
            if (EachEpoch is not null) yield return $"{Figures.Exact(EachEpoch.Count)} pictures kept apart are scored after every epoch; the weights that score best are kept";
            if (AtEnd is not null) yield return $"{Figures.Exact(AtEnd.Count)} {Name} pictures are scored once, at the end";
            if (Scored is null) yield return "no pictures are scored";
        }
    }
}
