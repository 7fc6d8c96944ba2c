using System.Collections.Immutable;
using Pointwise.Data;

namespace Pointwise.Training.Masks;

/// <summary>Gathers what a report tells beyond the score, picture by picture.</summary>
internal sealed class SegmentationReportBuilder(IMaskSet data)
{
    private const int MostPictures = 100;
    private readonly BoundaryTally boundaries = new(data.Classes.Length);
    private readonly PriorityQueue<PictureUnion, (double, int)> worst = new();

    /// <summary>Takes a picture in.</summary>
    /// <param name="picture">Which picture.</param>
    /// <param name="mask">The truth.</param>
    /// <param name="answers">The class of every pixel.</param>
    /// <param name="own">The picture's own pixels.</param>
    public void Add(int picture, Mask mask, ReadOnlySpan<byte> answers, PixelTally own)
    {
        boundaries.Add(mask, answers);
        if (own.Pixels == 0) return;
        worst.Enqueue(new PictureUnion(picture, data.NameOf(picture), (double)own.Right / own.Pixels, own.MeanUnion), (-own.MeanUnion, -picture));
        if (worst.Count > MostPictures) worst.Dequeue();
    }

    /// <summary>The report of all that was added.</summary>
    /// <param name="head">The head that answered.</param>
    /// <param name="score">Its score.</param>
    /// <param name="all">All pixels.</param>
    /// <param name="scores">Scores of a pixel.</param>
    public SegmentationReport Build(string head, Score score, PixelTally all, int scores)
    {
        ImmutableArray<ClassUnion> classes = [.. data.Classes.Select((label, c) => new ClassUnion(c, label, all.Truth(c), all.Answered(c), all.Count(c, c), boundaries.F1(c)))];
        ClassUnion[] present = [.. classes.Where(c => c.Pixels > 0)];
        return new SegmentationReport(
            head, score, classes, [.. data.Classes.Select((_, t) => Enumerable.Range(0, scores).Select(a => all.Count(t, a)).ToImmutableArray())],
            present.Select(c => c.Recall!.Value).DefaultIfEmpty().Average(), all.Pixels > 0 ? present.Sum(c => c.IoU!.Value * c.Pixels) / all.Pixels : 0, boundaries.Mean, all.Ignored,
            [.. worst.UnorderedItems.Select(w => w.Element).OrderBy(w => w.MeanIoU).ThenBy(w => w.Picture)]);
    }
}
