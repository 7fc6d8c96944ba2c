using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Costs;

public class CostReportTests
{
    [Fact]
    public void Module3A_AsThePaperHasIt_CostsWhatTheTableListsExactly()
    {
        CostReport report = CostReport.Of(Networks.Module3A());
        ModuleCost module = Assert.Single(report.Modules);
        Assert.Equal("inception", module.Kind);
        Assert.Equal("28x28x256", module.Output.ToPicture());
        Assert.Equal(163_328, module.Cost.Weights);
        Assert.Equal(163_328 + 368, module.Cost.Parameters);
        Assert.Equal(128_049_152, module.Cost.MultiplyAdds);
        Assert.Equal(2 * 128_049_152, module.Cost.Flops);
        Assert.Equal(new ModuleWidths(64, 96, 128, 16, 32, 32, 5), module.Widths);
    }

    [Fact]
    public void Module3A_NaiveTwin_CostsMoreAndIsWider()
    {
        Graph naive = NaiveTwin.Of(Networks.Module3A());
        ModuleCost module = Assert.Single(CostReport.Of(naive).Modules);
        Assert.Equal("28x28x416", module.Output.ToPicture());
        Assert.Equal(387_072, module.Cost.Weights);
        Assert.Equal(303_464_448, module.Cost.MultiplyAdds);
        Assert.Equal(new ModuleWidths(64, null, 128, null, 32, 0, 5), module.Widths);
        Assert.DoesNotContain(naive.Nodes, n => n.Name.EndsWith("relu2", StringComparison.Ordinal));
        Assert.Equal(2.37, 303_464_448 / 128_049_152.0, 2);
    }

    [Fact]
    public void NaiveTwin_NetworkWithoutReductions_IsTheNetworkItself()
    {
        Graph plain = Networks.Plain();
        Assert.Same(plain, NaiveTwin.Of(plain));
    }

    [Fact]
    public void Branches_OfModule3A_AreNamedAfterTheirWindowsAndAddUp()
    {
        ModuleCost module = Assert.Single(CostReport.Of(Networks.Module3A()).Modules);
        Assert.Equal(["1x1", "3x3", "5x5", "pool"], module.Branches.Select(b => b.Name));
        Assert.Equal(["1x1 64", "1x1 96, 3x3 128", "1x1 16, 5x5 32", "max 3x3, 1x1 32"], module.Branches.Select(b => b.Steps));
        Assert.Equal(["1", "3", "5", "3"], module.Branches.Select(b => b.Field.ToString()));
        Assert.Equal(module.Cost, module.Branches.Aggregate(default(Cost), (sum, b) => sum + b.Cost));
    }

    [Fact]
    public void ActivationBytes_ReluAndConcatenation_TakeNoneOfTheirOwn()
    {
        CostReport report = CostReport.Of(Networks.Module3A());
        Assert.Equal(0, report.Nodes.Single(n => n.Node.Operator is Concat).Cost.ActivationBytes);
        Assert.All(report.Nodes.Where(n => n.Node.Operator is Relu), n => Assert.Equal(0, n.Cost.ActivationBytes));
        Assert.Equal(4 * 28 * 28 * (256 + 96 + 16 + 192), report.Total.ActivationBytes);
    }

    [Fact]
    public void Peak_OfModule3A_IsThePictureTheJoinedRowsAndTheWidestReduction()
    {
        PeakMemory peak = CostReport.Of(Networks.Module3A()).Peak;
        Assert.Equal(4 * 28 * 28 * (192 + 256 + 192), peak.ActivationBytes);
        Assert.Equal("inception_3a.pool", peak.Node);
        Assert.Equal(4 * (163_328 + 368), peak.WeightBytes);
        Assert.Equal(peak.ActivationBytes + peak.WeightBytes, peak.Bytes);
    }

    [Fact]
    public void Field_OfBranchesThatPadUnevenly_IsTheirUnionFromTheFirstRowOfAny()
    {
        var b = new GraphBuilder("uneven");
        Value x = b.Input(new Shape(1, 3, 20, 20)).Conv2D("stem", 4, new Window(3, 3, 2, 2, 1, 1, 0, 0));
        Value up = x.MaxPool("up", new Window(3, 3, 1, 1, 2, 0, 0, 2)), down = x.MaxPool("down", new Window(3, 3, 1, 1, 0, 2, 2, 0));
        b.Head("main", Value.Concat("join", up, down));
        ReceptiveField field = CostReport.Of(b.Build()).Nodes[^1].Field;
        // the stem's value i sees rows 2i - 1 to 2i + 1; the branches see its rows -2 to 0 and 0 to 2
        Assert.Equal(new ReceptiveField(11, 11, 2, 2, -5, -5), field);
    }

    [Fact]
    public void Plain_ByRow_HasWindowsFieldsAndShares()
    {
        CostReport report = CostReport.Of(Networks.Plain());
        Assert.Equal(["conv1", "pool1", "conv2", "mean", "linear"], report.Modules.Select(m => m.Name));
        Assert.Equal(["3x3/1", "2x2/2", "3x3/1", "", ""], report.Modules.Select(m => m.Window));
        Assert.Equal(["3", "4", "8", "10", "10"], report.Modules.Select(m => m.Field.ToString()));
        Assert.Equal([1, 2, 2, 2, 2], report.Modules.Select(m => m.Field.JumpH));
        Assert.Equal([8 * 8 * 9 * 4, 0, 2 * 2 * 9 * 4 * 2, 0, 10], report.Modules.Select(m => m.Cost.MultiplyAdds));
    }

    [Fact]
    public void AuxiliaryHeads_CountOnlyWhereAskedFor()
    {
        Graph graph = Networks.Plain();
        long without = CostReport.Of(graph).Total.Parameters, with = CostReport.Of(graph, auxiliaryHeads: true).Total.Parameters;
        Assert.Equal(8 * 3 + 3, with - without);
        Assert.Contains(CostReport.Of(graph, auxiliaryHeads: true).Modules, m => m.Kind == "auxiliary head");
    }

    [Fact]
    public void ConcatenationOfValueWithOtherReaders_TakesMemoryOfItsOwn()
    {
        var builder = new GraphBuilder("dense");
        Value x = builder.Input(new Shape(1, 2, 4, 4)).Apply("a", new Conv2D(3, Window.Square(1)));
        Value y = builder.Add("joined", new Concat(), x, x.Apply("b", new Conv2D(5, Window.Square(1))));
        builder.Head("main", y);
        CostReport report = CostReport.Of(builder.Build());
        Assert.Equal(4 * 16 * 8, report.Nodes[^1].Cost.ActivationBytes);
    }
}
