using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Drawing;
using Pointwise.Graphs;

namespace Pointwise.Training.Attributions;

/// <summary>The branches of each module as bars, coloured as in the network's picture: what speaks for the class at the right, what against it at the left.</summary>
public static class BranchChart
{
    private const string Deeper = """

        .conv2{fill:#93bff0;stroke:#3f7cc0}.conv3{fill:#5f97d6;stroke:#2a5c96}.conv4{fill:#3c6ea8;stroke:#1f4470}
        """;

    private static readonly ImmutableArray<string> Convolutions = ["conv", "conv2", "conv3", "conv4"];

    /// <summary>Draws the shares of all branches.</summary>
    /// <param name="attribution">What is drawn.</param>
    public static SvgWriter Draw(Attribution attribution)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        ImmutableArray<ImmutableArray<string>> styles = [.. attribution.Modules.Select(m => Styles(m.Branches))];
        var named = attribution.Modules.Zip(styles).SelectMany(m => m.First.Branches.Zip(m.Second)).GroupBy(p => p.Second, p => p.First.Name, StringComparer.Ordinal).ToArray();
        ImmutableArray<SignedSeries> series = [.. named.Select(g => new SignedSeries(string.Join(", ", g.Distinct()), g.Key))];
        ImmutableArray<SignedBar> bars = [.. attribution.Modules.Select((module, m) => Bar(module, styles[m], series))];
        return new SignedBarChart($"Which branches carried {attribution.Answer.Label}{(attribution.Against is { } other ? $", not {other.Label}" : "")}", "against it", "for it", series, bars, OperatorColours.Rules + Deeper).Draw();
    }

    private static SignedBar Bar(ModuleContribution module, ImmutableArray<string> styles, ImmutableArray<SignedSeries> series)
    {
        ImmutableArray<SignedPart> parts = [.. module.Branches.Select((b, i) => new SignedPart(series.Select(s => s.Style).ToImmutableArray().IndexOf(styles[i]), b.Share,
            string.Create(CultureInfo.InvariantCulture, $"{module.Name}, {b.Name} ({b.Steps}), {b.Channels} channels: {b.Value:+0.000;-0.000}, {100 * b.Share:+0.0;-0.0}%")))];
        return new SignedBar(module.Name, parts, module.Sum.ToString("+0.00;-0.00", CultureInfo.InvariantCulture));
    }

    /// <summary>1x1 as points, pools as pools; further convolutions of a module in deeper shades.</summary>
    private static ImmutableArray<string> Styles(ImmutableArray<BranchContribution> branches)
    {
        int convolutions = 0;
        return [.. branches.Select(b => b.Name switch
        {
            "1x1" => "point",
            "pool" => "pool",
            "pass" => "other",
            _ => Convolutions[Math.Min(convolutions++, Convolutions.Length - 1)],
        })];
    }
}
