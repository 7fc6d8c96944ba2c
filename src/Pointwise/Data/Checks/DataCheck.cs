using System.Collections.Immutable;
using Pointwise.Data.Resizing;
using Pointwise.Data.Sets;

namespace Pointwise.Data.Checks;

/// <summary>How far a check is.</summary>
internal readonly record struct CheckProgress(int Done, int Total);

/// <summary>Looks through every picture of a data set. About 400 bytes a picture are kept, and one picture a thread.</summary>
internal static class DataCheck
{
    /// <summary>Looks through it.</summary>
    /// <param name="source">What it was opened from, for the report.</param>
    /// <param name="split">The data set.</param>
    /// <param name="threads">Threads that read; the report does not depend on them.</param>
    /// <param name="progress">Told after every picture.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static DataReport Run(string source, DataSplit split, int threads, IProgress<CheckProgress>? progress = null, CancellationToken stop = default)
    {
        PlacedPicture[] pictures = [.. split.Parts.SelectMany(part => Enumerable.Range(0, part.Data.Count).Select(i => new PlacedPicture(part.Name, part.Data, i)))];
        PictureFacts[] facts = Read(pictures, threads, progress, stop);
        (List<int[]> exact, List<int[]> near) = Sameness.Find(facts);
        PictureFacts[] readable = [.. facts.Where(f => f.IsReadable)];
        var report = new DataReport(source, split)
        {
            Count = pictures.Length,
            Classes = CountClasses(split),
            Heights = Spread.Of([.. readable.Select(f => f.Height)]),
            Widths = Spread.Of([.. readable.Select(f => f.Width)]),
            Formats = FormatsOf(readable),
            Grey = readable.Count(f => f.IsGrey),
            Tiny = readable.Count(f => f.ShortSide < DataReport.TinySide),
            Unreadable = [.. Enumerable.Range(0, facts.Length).Where(i => !facts[i].IsReadable).Select(i => new UnreadablePicture(pictures[i], facts[i].Problem!))],
            Exact = Groups(exact, pictures),
            Near = Groups(near, pictures),
        };
        return report with { Warnings = DataWarnings.Of(report) };
    }

    /// <summary>Formats of files, most frequent first.</summary>
    public static ImmutableArray<Occurrences> FormatsOf(IEnumerable<PictureFacts> readable) =>
        [.. readable.CountBy(f => f.Format).OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Select(f => new Occurrences(f.Key, f.Value))];

    private static PictureFacts[] Read(PlacedPicture[] pictures, int threads, IProgress<CheckProgress>? progress, CancellationToken stop)
    {
        var facts = new PictureFacts[pictures.Length];
        int done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = stop };
        Parallel.For(0, pictures.Length, options, () => new Resampler(), (i, _, resampler) =>
        {
            facts[i] = PictureFacts.Of(pictures[i].Data, pictures[i].Index, resampler);
            progress?.Report(new CheckProgress(Interlocked.Increment(ref done), pictures.Length));
            return resampler;
        }, _ => { });
        return facts;
    }

    private static ImmutableArray<ClassCount> CountClasses(DataSplit split)
    {
        ImmutableArray<string> names = split.Train.Classes;
        int[][] counts = [.. split.Parts.Select(part =>
        {
            var count = new int[names.Length];
            for (int i = 0; i < part.Data.Count; i++) count[part.Data.Label(i)]++;
            return count;
        })];
        return [.. names.Select((name, c) => new ClassCount(name, c, [.. counts.Select(part => part[c])]))];
    }

    /// <summary>Groups of pictures by their numbers, those across parts first.</summary>
    public static ImmutableArray<SamePictures> Groups(List<int[]> groups, PlacedPicture[] pictures) =>
        [.. groups.Select(g => new SamePictures([.. g.Select(i => pictures[i])])).OrderBy(g => g.IsAcrossParts ? 0 : g.IsOfSeveralClasses ? 1 : 2)];
}
