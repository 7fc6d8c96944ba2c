using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference;

public class PassLawTests
{
    private static readonly Graph Plain = Build();

    public static TheoryData<string, string> Wrong => new()
    {
        { "shape", "kept: node conv: shape is not what its operator gives\n  expected: [1,4,5,5]\n  found:    [1,5,5,5]" },
        { "order", "kept: node conv: reads what is not there yet\n  expected: inputs among the 1 nodes before it\n  found:    input 2" },
        { "heads", "law: heads are others than before\n  expected: main Float32 [1,100]\n  found:    other Float32 [1,100]" },
        { "result", "law: heads are others than before\n  expected: main Float32 [1,100]\n  found:    main Float32 [1,4,5,5]" },
        { "input", "law: something else is fed in\n  expected: input Float32 [1,3,5,5]\n  found:    picture Float32 [1,3,5,5]" },
        { "parameter", "law: a parameter comes from nowhere\n  expected: a parameter that was there before, or one that is derived\n  found:    renamed.weight [4,3,1,1]" },
        { "source", "law: conv.weight is derived from what is not there\n  expected: the model's tensors that were read before\n  found:    lost.weight" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Run_OfAWrongRewrite_NamesItAndWhatItBreaks(string what, string message)
    {
        var pass = new Pass("Breaks", "breaks a network", (Compilation before) => Break(before, what));
        var e = Assert.Throws<PointwiseException>(() => pass.Run(new Compilation(Plain)));
        Assert.Equal($"kept: rewrite Breaks: {message}\n  fix:      leave it out: SessionOptions.WithoutPasses takes its name; and report it, this is a mistake of the program", e.Message);
    }

    [Fact]
    public void Run_OfEveryRewrite_KeepsTheLaw()
    {
        foreach (string name in (string[])["googlenet", "googlenet-bn", "inception-v2", "inception-v3", "resnet20", "densenet121", "tiny-inception"])
        {
            Graph graph = Pointwise.Architectures.ArchitectureCatalog.Get(name).Build(heads: true);
            Assert.Equal(InferencePasses.All, InferencePasses.Steps(graph, []).Select(step => step.Pass));
        }
    }

    private static Compilation Break(Compilation before, string what)
    {
        Graph graph = before.Graph;
        Node input = graph.Nodes[0], conv = graph.Nodes[1];
        return what switch
        {
            "shape" => before.With(Put(conv with { Info = new ValueInfo(new Shape(1, 5, 5, 5)) })),
            "order" => before.With(Put(conv with { Inputs = [2] })),
            "heads" => before.With(graph with { Heads = [graph.Heads[0] with { Name = "other" }] }),
            "result" => before.With(graph with { Heads = [graph.Heads[0] with { Node = 1 }] }),
            "input" => before.With(graph with { Nodes = graph.Nodes.SetItem(0, input with { Name = "picture" }) }),
            "parameter" => before.With(Put(conv with { Name = "renamed" })),
            _ => before.With(Put(conv), [new("conv.weight", new StoredTensor("lost.weight"))]),
        };

        Graph Put(Node node) => graph with { Nodes = graph.Nodes.SetItem(1, node) };
    }

    private static Graph Build()
    {
        var b = new GraphBuilder("kept");
        b.Head("main", b.Input(new Shape(1, 3, 5, 5)).Conv2D("conv", 4, Window.Square(1), bias: false).Flatten("flat"));
        return b.Build();
    }
}
