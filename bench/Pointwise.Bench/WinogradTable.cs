using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>
/// Every distinct convolution of some networks that a form of Winograd's transforms fits: by gathered rows and by each form, in turn, with the largest
/// error against double precision as a part of the largest value; and what the choice between them takes. Weights come from beyond the second cache, as
/// in a network.
/// </summary>
internal static class WinogradTable
{
    private static readonly string[] Networks = ["googlenet", "googlenet-bn", "inception-v3", "resnet50", "vgg16"];

    public static void Print(LaneWidth width, int threads, string kernel)
    {
        using var workers = new Workers(threads, width);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lanes {(int)width}, batch 1, threads {threads}, medians in turn, milliseconds"));
        Console.WriteLine("| layer | networks | gathered | error | form | ms | gain | error | chosen | best |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var layer in Layers().GroupBy(l => l.Layer).OrderBy(g => g.Key.Window.KernelH).ThenBy(g => g.Key.Window.KernelW).ThenBy(g => -g.Key.Height))
        {
            if (!$"{layer.Key}".StartsWith(kernel, StringComparison.Ordinal)) continue;
            Row(workers, layer.Key, string.Join(", ", layer.GroupBy(l => l.Network).Select(n => $"{n.Key} {n.Count()}")));
        }
    }

    private static IEnumerable<(WinogradLayer Layer, string Network)> Layers()
    {
        foreach (string name in Networks)
        {
            Architecture architecture = ArchitectureCatalog.Get(name);
            Graph graph = architecture.Build(architecture.InputShape, architecture.Classes);
            foreach (Node node in graph.Nodes)
            {
                if (node.Operator is not Conv2D { Groups: 1, Window: { StrideH: 1, StrideW: 1, DilationH: 1, DilationW: 1, Taps: > 1 } window } convolution) continue;
                Shape input = graph.InputShapes(node)[0];
                if (input.C < WinogradChoice.FewestChannels) continue;
                yield return (new WinogradLayer(window, input.H, input.W, input.C, convolution.Filters), name);
            }
        }
    }

    private static void Row(Workers workers, WinogradLayer layer, string networks)
    {
        WinogradForm[] forms = [.. WinogradForm.All.ToArray().Where(f => f.KernelH == layer.Window.KernelH && f.KernelW == layer.Window.KernelW)];
        if (forms.Length == 0) return;
        using var run = new WinogradLayerRun(workers, layer, forms);
        double[] times = Timing.Medians([run.Gathered, .. forms.Select(f => (Action)(() => run.Transformed(f)))]);
        double[] errors = [run.Error(run.Gathered), .. forms.Select(f => run.Error(() => run.Transformed(f)))];
        WinogradForm? chosen = layer.Chosen;
        int best = Array.IndexOf(times, times.Min());
        for (int i = 0; i < forms.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {layer} | {networks} | {times[0]:F3} | {errors[0]:E1} | {forms[i]} | {times[i + 1]:F3} | {times[0] / times[i + 1]:F2}x | {errors[i + 1]:E1} | {(chosen == forms[i] ? "chosen" : "")} | {(best == i + 1 ? "best" : "")} |"));
        }
    }
}
