using System.Collections.Immutable;
using Pointwise.Data.Masks;
using Pointwise.Data.Resizing;
using Pointwise.Data.Sets;
using Pointwise.Drawing;

namespace Pointwise.Data.Checks;

/// <summary>Looks through every picture of a set with masks, and counts the pixels of every class.</summary>
internal static class MaskCheck
{
    private const double SmallShare = 0.005, LargeIgnored = 0.25;

    /// <summary>Looks through it.</summary>
    /// <param name="source">What it was opened from, for the report.</param>
    /// <param name="split">The set.</param>
    /// <param name="threads">Threads that read; the report does not depend on them.</param>
    /// <param name="progress">Told after every picture.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static MaskReport Run(string source, MaskSplit split, int threads, IProgress<CheckProgress>? progress = null, CancellationToken stop = default)
    {
        ImmutableArray<(string Name, IMaskSet Data)> parts = [.. split.Parts];
        PlacedPicture[] pictures = [.. parts.SelectMany(part => Enumerable.Range(0, part.Data.Count).Select(i => new PlacedPicture(part.Name, part.Data, i)))];
        var looks = new Look[pictures.Length];
        int done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = stop };
        Parallel.For(0, pictures.Length, options, () => new Resampler(), (i, _, resampler) =>
        {
            looks[i] = Look.At((IMaskSet)pictures[i].Data, pictures[i].Index, resampler);
            progress?.Report(new CheckProgress(Interlocked.Increment(ref done), pictures.Length));
            return resampler;
        }, _ => { });
        PictureFacts[] facts = [.. looks.Select(l => l.Facts)], readable = [.. facts.Where(f => f.IsReadable)];
        (List<int[]> exact, List<int[]> near) = Sameness.Find(facts);
        int[][] ofPart = [.. parts.Select(part => Enumerable.Range(0, pictures.Length).Where(i => pictures[i].Part == part.Name && looks[i].Problem is null).ToArray())];
        var report = new MaskReport(source, split)
        {
            Count = pictures.Length,
            Classes = [.. split.Train.Classes.Select((_, c) => ofPart.Select(of => new ClassPixels(of.Sum(i => looks[i].Counts[c]), of.Count(i => looks[i].Counts[c] > 0))).ToImmutableArray())],
            Pixels = [.. ofPart.Select(of => of.Sum(i => looks[i].Counts[..Mask.Ignored].Sum()))],
            Ignored = [.. ofPart.Select(of => of.Sum(i => looks[i].Counts[Mask.Ignored]))],
            Heights = Spread.Of([.. readable.Select(f => f.Height)]),
            Widths = Spread.Of([.. readable.Select(f => f.Width)]),
            Formats = DataCheck.FormatsOf(readable),
            Unreadable = [.. Enumerable.Range(0, pictures.Length).Where(i => looks[i].Problem is not null).Select(i => new UnreadablePicture(pictures[i], looks[i].Problem!))],
            Exact = DataCheck.Groups(exact, pictures),
            Near = DataCheck.Groups(near, pictures),
        };
        return report with { Warnings = [.. Warnings(report)] };
    }

    private static IEnumerable<string> Warnings(MaskReport report)
    {
        IEnumerable<string> parts = report.Parts.Select(p => p.Name);
        foreach (string sentence in DataWarnings.Unreadable(report.Unreadable)) yield return sentence;
        foreach (string sentence in DataWarnings.Same(parts, report.Exact, "the same file", "a part")) yield return sentence;
        foreach (string sentence in DataWarnings.Same(parts, report.Near, "almost the same picture", "a part")) yield return sentence;
        for (int c = 0; c < report.Classes.Length; c++)
        {
            string name = report.Split.Train.Classes[c];
            double share = report.Share(c, 0);
            if (report.Classes[c][0].Pixels == 0) yield return $"{name} has no pixel in the training pictures: a network cannot learn it";
            else if (share < SmallShare) yield return $"{name} has {Figures.Share(share, 1)} of the training pixels: weigh it more, or it will hardly be learnt";
        }

        long all = report.Pixels[0] + report.Ignored[0];
        if (all > 0 && report.Ignored[0] > LargeIgnored * all) yield return $"{Figures.Share(report.Ignored[0], all)} of the training pixels count nowhere: check the table of classes";
    }

    /// <summary>What is kept of a picture: its facts, and the pixels of each value of its mask.</summary>
    private readonly record struct Look(PictureFacts Facts, long[] Counts, string? Problem)
    {
        public static Look At(IMaskSet data, int index, Resampler resampler)
        {
            PictureFacts facts = PictureFacts.Of(data, index, resampler);
            var counts = new long[256];
            if (!facts.IsReadable) return new Look(facts, counts, facts.Problem);
            try
            {
                foreach (byte value in PicturePair.Read(data, index).Mask.Classes.Span) counts[value]++;
                return new Look(facts, counts, null);
            }
            catch (PointwiseException e)
            {
                return new Look(facts, new long[256], $"{e.Problem} ({e.Found})");
            }
        }
    }
}
