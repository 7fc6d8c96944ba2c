using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;
using Gather = Pointwise.Operators.General.Gather;
using Identity = Pointwise.Operators.General.Identity;

namespace Pointwise.Tests.Inference;

/// <summary>Values of other ranks and kinds than pictures of floats, known and fed in.</summary>
public class ValuesTests
{
    /// <summary>Rows of a table that indices name, and what rows these are.</summary>
    private static Graph Table()
    {
        var b = new GraphBuilder("table");
        Value table = b.Input(new Shape(5, 3), "table"), indices = b.Input(new Shape(4), "indices", ElementKind.Int64);
        b.Head("main", b.Add("rows", new Gather(), table, indices).Scale("double", 2));
        b.Head("picked", b.Add("both", new Concat(0), indices, Networks.Numbers(b, "more", 7, -7)));
        b.Head("any", indices.Apply("nonzero", new Cast(ElementKind.Boolean)));
        return b.Build();
    }

    private static Session TableSession(Model model) => new(model, 5, new SessionOptions { Heads = ["main", "picked", "any"], Threads = 1 });

    [Fact]
    public void Session_OfSeveralInputs_ReadsEachByItsName()
    {
        using var model = new Model(Table(), new Parameters());
        using Session session = TableSession(model);
        Assert.Equal(["table", "indices"], session.Inputs);
        for (int i = 0; i < 15; i++) session.InputOf("table")[i] = i;
        ((ReadOnlySpan<long>)[4, 0, -1, 2]).CopyTo(session.IntegersOf("indices"));
        session.Run();
        Assert.Equal([24f, 26, 28, 0, 2, 4, 24, 26, 28, 12, 14, 16], session.Output().ToArray());
        Assert.Equal([4, 0, -1, 2, 7, -7], session.OutputIntegers("picked").ToArray());
        Assert.Equal([1, 0, 1, 1], session.OutputIntegers("any").ToArray());
        Assert.Equal(ElementKind.Boolean, session.OutputKind("any"));
        Assert.Equal(Literal.Of(new Shape(4), true, false, true, true), session.Result("any"));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-6)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Session_FedAnIndexOutOfRange_NamesTheNode(long index)
    {
        using var model = new Model(Table(), new Parameters());
        using Session session = TableSession(model);
        session.IntegersOf("indices").Clear();
        session.IntegersOf("indices")[2] = index;
        var e = Assert.Throws<PointwiseException>(session.Run);
        Assert.Equal($"node rows: indices: index out of range\n  expected: -5 to 4\n  found:    {index} at place 2\n  fix:      correct the indices that are fed in", e.Message);
    }

    [Fact]
    public void Session_AskedForAnotherKind_SaysWhichMethodGivesIt()
    {
        using var model = new Model(Table(), new Parameters());
        using Session session = TableSession(model);
        Assert.Equal("use IntegersOf", Assert.Throws<PointwiseException>(() => session.InputOf("indices").Length).Fix);
        Assert.Equal("use InputOf", Assert.Throws<PointwiseException>(() => session.IntegersOf("table").Length).Fix);
        Assert.Equal("use Output", Assert.Throws<PointwiseException>(() => session.OutputIntegers("main").Length).Fix);
        Assert.Equal("use OutputIntegers", Assert.Throws<PointwiseException>(() => session.Output("picked").Length).Fix);
        Assert.Equal("did you mean indices? name one of the inputs", Assert.Throws<PointwiseException>(() => session.InputOf("indeces").Length).Fix);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Session_OfShapeArithmetic_EqualsNodeByNode(int threads)
    {
        using var model = new Model(Networks.Reshaping(), new Parameters());
        foreach (Shape shape in (Shape[])[new(2, 6, 5, 4), new(1, 7, 3, 3), new(3, 4, 8, 1)])
        {
            using var session = new Session(model, shape, new SessionOptions { Heads = ["main", "aux1"], Threads = threads });
            using var workers = new Workers(1);
            float[] picture = Networks.Picture(shape);
            Graph graph = model.Graph.ForInput(shape);
            using var witness = new NodeByNode(graph, model.Parameters, picture, workers);
            session.Run(picture);
            foreach (string head in session.Heads) Assert.Equal(witness.Head(head), session.Output(head).ToArray());
            Assert.Equal(new Shape(shape.N, (2 * shape.C - 3) * shape.H * shape.W), session.OutputShape());
        }
    }

    [Fact]
    public void Session_OfShapeArithmetic_RunsNoneOfIt()
    {
        using var model = new Model(Networks.Reshaping(), new Parameters());
        using var session = new Session(model);
        string[] run = [.. session.Graph.Nodes.Select(n => n.Name)];
        foreach (string name in (string[])["shape", "zero", "first", "rest"]) Assert.DoesNotContain(name, run);
        Assert.Equal(Literal.Of(new Shape(2), 1L, -1), Assert.IsType<Constant>(session.Graph.Nodes.Single(n => n.Name == "sizes").Operator).Value);
    }

    [Fact]
    public void Session_OfAValueUnderAnotherShape_KeepsItWhereItLies()
    {
        var b = new GraphBuilder("shapes");
        Value x = b.Input(new Shape(1, 1, 16, 16));
        b.Head("main", b.Add("flat", new Reshape(), x, Networks.Numbers(b, "sizes", 8, 32)).Apply("more", new Unsqueeze([0])).Apply("same", new Identity()));
        using var model = new Model(b.Build(), new Parameters());
        using var session = new Session(model);
        float[] picture = Networks.Picture(session.InputShape);
        session.Run(picture);
        Assert.Equal(picture, session.Output().ToArray());
        Assert.InRange(session.ValueBytes, 1024, 1024 + 64);
    }

    [Fact]
    public void Session_OfAWeight_ReadsItAmongTheParameters()
    {
        var b = new GraphBuilder("weight");
        Value x = b.Input(new Shape(2, 3, 4, 4)), weight = b.Add("kernel", new Weight(new Shape(5, 3, 3, 3)));
        b.Head("main", b.Add("conv", new FedParameters(new Conv2D(5, Window.Square(3), Bias: false)), x, weight));
        b.Head("weights", weight);
        Graph graph = b.Build();
        var plain = new GraphBuilder("plain");
        plain.Head("main", plain.Input(new Shape(2, 3, 4, 4)).Conv2D("conv", 5, Window.Square(3), bias: false));
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var fixedModel = new Model(plain.Build(), Parameters.Initialize(plain.Build(), 1));
        fixedModel.Parameters["conv.weight"].Values.CopyTo(model.Parameters["kernel.value"].Values);
        using var session = new Session(model, 2, new SessionOptions { Heads = ["main", "weights"] });
        using var expected = new Session(fixedModel, 2);
        float[] picture = Networks.Picture(session.InputShape);
        session.Run(picture);
        expected.Run(picture);
        Assert.Equal(expected.Output().ToArray(), session.Output().ToArray());
        Assert.Equal(model.Parameters["kernel.value"].Values.ToArray(), session.Output("weights").ToArray());
        Assert.True(session.ValueBytes < expected.ValueBytes + 256);
    }

    [Fact]
    public void Session_ForOtherShapesOfSeveralInputs_InfersAll()
    {
        using var model = new Model(Table(), new Parameters());
        using var session = new Session(model, new Dictionary<string, Shape> { ["indices"] = new(2, 3), ["table"] = new(9, 4) });
        Assert.Equal(new Shape(2, 3, 4), session.OutputShape());
        var e = Assert.Throws<PointwiseException>(() => new Session(model, new Dictionary<string, Shape> { ["index"] = new(2) }));
        Assert.Equal(("no such input", "table, indices"), (e.Problem, e.Expected));
    }

    [Fact]
    public void Session_OfMoreThanMemory_IsRefusedBeforeAnyIsTaken()
    {
        var b = new GraphBuilder("large");
        Value much = b.Add("much", new Expand(), b.Input(new Shape(1, 1, 1, 1)), Networks.Numbers(b, "sizes", 1, 1, 46_000, 46_000));
        string[] heads = [.. Enumerable.Range(0, 2000).Select(i => $"head{i}")];
        foreach (string head in heads) b.Head(head, much.Scale(head, 2));
        using var model = new Model(b.Build(), new Parameters());
        var e = Assert.Throws<PointwiseException>(() => new Session(model, 1, new SessionOptions { Heads = [.. heads] }));
        Assert.Equal(("large", "needs more memory than there is"), (e.Where, e.Problem));
    }

    [Fact]
    public void Session_OfAValueBeyond32Bits_NamesTheNode()
    {
        var b = new GraphBuilder("large");
        b.Head("main", b.Input(new Shape(1 << 16, 1, 1 << 8, 1 << 8)).Relu("relu"));
        using var model = new Model(b.Build(), new Parameters());
        var e = Assert.Throws<PointwiseException>(() => new Session(model, 1 << 16));
        Assert.Equal("result too large", e.Problem);
    }
}
