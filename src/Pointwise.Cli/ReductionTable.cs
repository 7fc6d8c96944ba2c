using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Cli;

/// <summary>Multiply-adds of one picture with and without 1x1 reductions: a module of GoogLeNet, and a whole network.</summary>
internal static class ReductionTable
{
    /// <summary>A network beside its twin without reductions.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Naive">Multiply-adds without reductions.</param>
    /// <param name="Reduced">Multiply-adds with them.</param>
    public sealed record Saving(string Name, long Naive, long Reduced)
    {
        public double Times => (double)Naive / Reduced;
    }

    /// <summary>GoogLeNet's module 3a and a network of the catalog.</summary>
    public static Saving[] Of(string name, Graph network)
    {
        Shape input = new(1, 192, 28, 28);
        var widths = new InceptionWidths(64, 96, 128, 16, 32, 32);
        return
        [
            new("GoogLeNet's module 3a", MultiplyAdds(OneModule(input, widths.WithoutReductions())), MultiplyAdds(OneModule(input, widths))),
            new(name, MultiplyAdds(NaiveTwin.Of(network)), MultiplyAdds(network)),
        ];
    }

    /// <summary>Prints them.</summary>
    public static void Write(TextWriter output, IEnumerable<Saving> savings)
    {
        var table = new TextTable("", ">naive", ">with reductions", ">fewer");
        foreach (Saving saving in savings)
        {
            table.Add(saving.Name, saving.Naive.ToString("N0", CultureInfo.InvariantCulture), saving.Reduced.ToString("N0", CultureInfo.InvariantCulture),
                saving.Times.ToString("F2", CultureInfo.InvariantCulture) + "x");
        }

        table.Write(output);
    }

    private static long MultiplyAdds(Graph graph) => CostReport.Of(graph).Total.MultiplyAdds;

    private static Graph OneModule(Shape input, InceptionWidths widths)
    {
        var builder = new GraphBuilder("module 3a");
        builder.Head("main", new InceptionModule(Units.ConvRelu).Apply(builder.Input(input), "inception_3a", widths));
        return builder.Build();
    }
}
