using System.Collections.Immutable;
using Pointwise.Data.Sets;
using Pointwise.Drawing;

namespace Pointwise.Data.Checks;

/// <summary>Says in sentences what of a report ought to be looked into.</summary>
internal static class DataWarnings
{
    private const int FewPictures = 20;
    private const double Imbalance = 3;

    public static ImmutableArray<string> Of(DataReport report) =>
        [.. Unreadable(report.Unreadable), .. Same(report.Parts.Select(p => p.Name), report.Exact, "the same file"), .. Same(report.Parts.Select(p => p.Name), report.Near, "almost the same picture"), .. Balance(report), .. Kinds(report)];

    /// <summary>That pictures cannot be read.</summary>
    public static IEnumerable<string> Unreadable(ImmutableArray<UnreadablePicture> unreadable)
    {
        if (unreadable.Length > 0) yield return $"{Pictures(unreadable.Length)} cannot be read: training stops at the first unless it is told to pass over them";
    }

    /// <summary>That pictures are the same.</summary>
    public static IEnumerable<string> Same(IEnumerable<string> parts, ImmutableArray<SamePictures> groups, string how, string where = "a class")
    {
        foreach (string part in parts)
        {
            int leaked = part == PartNames.Train ? 0 : groups.Sum(g => g.Pictures.Any(p => p.Part == PartNames.Train) ? g.Pictures.Count(p => p.Part == part) : 0);
            if (leaked > 0) yield return $"{Pictures(leaked)} of {part} {(leaked == 1 ? "is" : "are")} {how} as one of train: scores on {part} are too good";
        }

        int several = groups.Count(g => g.IsOfSeveralClasses);
        if (several > 0) yield return $"{Figures.Exact(several)} times {how} lies in several classes: a network cannot learn both";
        int within = groups.Sum(g => g.IsAcrossParts || g.IsOfSeveralClasses ? 0 : g.Pictures.Length - 1);
        if (within > 0) yield return $"{Pictures(within)} repeat{(within == 1 ? "s" : "")} {how} within {where}: {(within == 1 ? "it counts" : "they count")} twice";
    }

    private static IEnumerable<string> Balance(DataReport report)
    {
        ClassCount most = report.Classes.MaxBy(c => c.PerPart[0]), least = report.Classes.MinBy(c => c.PerPart[0]);
        double ratio = most.PerPart[0] / (double)Math.Max(1, least.PerPart[0]);
        if (ratio >= Imbalance) yield return $"{most.Class} has {Figures.Times(ratio)} as many training pictures as {least.Class}: the network will prefer it";
        int few = report.Classes.Count(c => c.PerPart[0] < FewPictures);
        if (few > 0) yield return $"{Figures.Exact(few)} {(few == 1 ? "class has" : "classes have")} fewer than {FewPictures} training pictures";
    }

    private static IEnumerable<string> Kinds(DataReport report)
    {
        int readable = report.Count - report.Unreadable.Length;
        if (report.Grey > 0 && report.Grey < readable) yield return $"{Pictures(report.Grey)} {(report.Grey == 1 ? "has" : "have")} no colour, the others have";
        if (report.Tiny > 0 && report.Tiny < readable) yield return $"{Pictures(report.Tiny)} {(report.Tiny == 1 ? "is" : "are")} under {DataReport.TinySide} pixels high or wide";
    }

    private static string Pictures(int count) => count == 1 ? "1 picture" : $"{Figures.Exact(count)} pictures";
}
