using System.Collections.Immutable;
using Pointwise.Formats.Onnx;
using Pointwise.Formats.Protobuf;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;
using static Pointwise.Tests.Formats.Onnx.OnnxBytes;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>The attribute forms that operators had from version to version, and what an import makes of a graph.</summary>
public class OnnxImportTests
{
    private static readonly ProtobufWriter X = Input("x", 1, 3);

    [Theory]
    [InlineData(6)]
    [InlineData(11)]
    public void Clip_BoundsAsAttributesOrInputs_Clips(long opset)
    {
        ProtobufWriter node = opset < 11 ? Node("Clip", "x -> y", Float("min", -1), Float("max", 2)) : Node("Clip", "x,l,h -> y");
        Assert.Equal([-1, 0, 2], Run(opset, [-3, 0, 9], X, Scalar("l", -1), Scalar("h", 2), node));
    }

    [Fact]
    public void Clip_BoundsThatAreFed_Clips() =>
        Assert.Equal([1, 2, 5], Run(13, [1, 2, 9], X, Scalar("l", -1), Node("Relu", "x -> r"), Node("ReduceMax", "x -> m", Ints("axes", 1)), Scalar("four", -4), Node("Add", "m,four -> h"), Node("Clip", "x,l,h -> y")));

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void Squeeze_AxesAsAttributeOrInput_Squeezes(long opset)
    {
        bool asInput = opset >= 13;
        float[] y = Run(Math.Max(opset, 7), [1, 2, 3], X, Initializer(Integers("a", 0)), asInput ? Node("Squeeze", "x,a -> s") : Node("Squeeze", "x -> s", Ints("axes", 0)), asInput ? Node("Unsqueeze", "s,a -> y") : Node("Unsqueeze", "s -> y", Ints("axes", 0)));
        Assert.Equal([1, 2, 3], y);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Slice_AsAttributesOrInputs_Slices(long opset)
    {
        ProtobufWriter node = opset < 10 ? Node("Slice", "x -> y", Ints("starts", 1), Ints("ends", 1000), Ints("axes", 1)) : Node("Slice", "x,s,e,a -> y");
        Assert.Equal([2, 3], Run(opset, [1, 2, 3], X, Initializer(Integers("s", 1)), Initializer(Integers("e", long.MaxValue)), Initializer(Integers("a", 1)), node));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public void Pad_AsAttributesOrInputs_Pads(long opset)
    {
        ProtobufWriter node = opset < 11 ? Node("Pad", "x -> y", Ints("pads", 0, 1, 0, 0), Float("value", 7)) : Node("Pad", "x,p,v -> y");
        Assert.Equal([7, 1, 2, 3], Run(opset, [1, 2, 3], X, Initializer(Integers("p", 0, 1, 0, 0)), Scalar("v", 7), node));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public void ReduceSum_AxesAsAttributeOrInput_Sums(long opset) =>
        Assert.Equal([6], Run(opset, [1, 2, 3], X, Initializer(Integers("a", -1)), opset < 13 ? Node("ReduceSum", "x -> y", Ints("axes", -1)) : Node("ReduceSum", "x,a -> y")));

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(12)]
    public void Dropout_InEveryForm_DropsNothingAndKeepsItsRate(long opset)
    {
        ProtobufWriter node = opset < 12 ? Node("Dropout", "x -> y", Float("ratio", 0.25f)) : Node("Dropout", "x,r -> y");
        using Model model = Import(Model(Graph(X, Scalar("r", 0.25f), node, Output("y", 1, 3)), opset));
        Assert.Equal(new Dropout(0.25f), model.Graph.Nodes[^1].Operator);
        Assert.Equal([1, 2, 3], Run(opset, [1, 2, 3], X, Scalar("r", 0.25f), node));
    }

    [Fact]
    public void Softmax_BeforeVersion13_CountsAllAxesFromOneOnAsOne()
    {
        float[] input = [1, 2, 3, 4];
        ProtobufWriter x = Input("x", 1, 2, 2);
        double sum = input.Sum(v => Math.Exp(v));
        AssertClose([.. input.Select(v => (float)(Math.Exp(v) / sum))], Run(11, input, x, Node("Softmax", "x -> y")));
        AssertClose([0.26894142f, 0.73105858f, 0.26894142f, 0.73105858f], Run(13, input, x, Node("Softmax", "x -> y")));
    }

    [Fact]
    public void Upsample_ScalesAsAttributeOrInput_RepeatsPixels()
    {
        ProtobufWriter x = Input("x", 1, 1, 1, 2), scales = Initializer(Floats("s", [4], 1, 1, 1, 2));
        ProtobufWriter attribute = new ProtobufWriter().Text(1, "scales").Single(7, 1).Single(7, 1).Single(7, 1).Single(7, 2).Integer(20, 6);
        Assert.Equal([1, 1, 2, 2], Run(7, [1, 2], x, Node("Upsample", "x -> y", attribute)));
        Assert.Equal([1, 1, 2, 2], Run(9, [1, 2], x, scales, Node("Upsample", "x,s -> y")));
        Assert.Equal([1, 1, 2, 2], Run(10, [1, 2], x, scales, Node("Resize", "x,s -> y")));
        Assert.Equal([1, 1, 2, 2], Run(13, [1, 2], x, scales, Node("Resize", "x,,s -> y")));
    }

    [Fact]
    public void BatchNormalization_Momentum_IsTheWeightOfTheNewValue()
    {
        ProtobufWriter[] parameters = [.. new[] { "s", "b", "m", "v" }.Select(name => Initializer(Floats(name, [2], 1, 1)))];
        using Model model = Import(Model(Graph([Input("x", 1, 2, 2, 2), .. parameters, Node("BatchNormalization", "x,s,b,m,v -> y", Float("momentum", 0.75f)), Output("y", 1, 2, 2, 2)])));
        Assert.Equal(0.25f, Assert.IsType<BatchNorm>(model.Graph.Nodes[^1].Operator).Momentum);
    }

    [Fact]
    public void Import_TensorsListedAsInputsToo_AreConstants()
    {
        using Model model = Import(Model(Graph(X, Input("w", 3), Initializer(Floats("w", [3], 1, 2, 3)), Node("Mul", "x,w -> y"), Output("y", 1, 3))));
        Assert.Single(model.Graph.InputIndices);
    }

    [Fact]
    public void Import_HalfPrecision_IsWidenedAndNoted()
    {
        byte[] weights = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new[] { (Half)1, (Half)2, (Half)3 }.AsSpan()).ToArray();
        ProtobufWriter w = Initializer(Tensor("f.weight", OnnxType.Float16, 1, 3).Bytes(9, weights));
        using Model model = Import(Model(Graph(Input("x", OnnxType.Float16, 1, 3), w, Node("Gemm", "x,f.weight -> y", Int("transB", 1)), Output("y", 1, 1))));
        Assert.Equal([1f, 2f, 3f], model.Parameters["f.weight"].ToChannelsFirst());
        Assert.Contains("widened", model.Provenance["onnx_changes"], StringComparison.Ordinal);
    }

    [Fact]
    public void Import_FreeExtents_AreOnePictureOf224OrWhatIsAskedFor()
    {
        byte[] file = Model(Graph(Input("x", -1, 3, -1, -1), Node("GlobalAveragePool", "x -> y"), Output("y", -1, 3, 1, 1)));
        using Model usual = Import(file);
        using Model asked = Import(file, new OnnxImportOptions { Input = new Shape(2, 3, 32, 40) });
        // the one name of these extents stands for one number
        Assert.Equal(new Shape(1, 3, 1, 1), usual.Graph.Input.Shape);
        Assert.Equal(new Shape(2, 3, 32, 40), asked.Graph.Input.Shape);
        PointwiseException e = Refused(Model(Graph(Input("x", 1, -1), Node("Relu", "x -> y"), Output("y", 1, -1))));
        Assert.Contains("--input", e.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_ShapeArithmetic_FollowsAnotherSize()
    {
        // view(x.size(0), -1) as exporters write it, and a resize to twice the size
        byte[] file = Model(Graph(Input("x", 1, 2, 4, 4), Initializer(Integers("zero", 0)), Initializer(Integers("rest", -1)), Initializer(Integers("two", 2)), Initializer(Integers("axes", 0)),
            Node("Shape", "x -> s"), Initializer(Tensor("first", OnnxType.Int64).Bytes(9, new byte[8])), Node("Gather", "s,first -> n"), Node("Unsqueeze", "n,axes -> n1"), Node("Concat", "n1,rest -> target", Int("axis", 0)),
            Node("Slice", "s,two,four -> hw"), Initializer(Integers("four", 4)), Node("Mul", "hw,two -> big"), Node("Slice", "s,zero,two -> nc"), Node("Concat", "nc,big -> sizes", Int("axis", 0)),
            Node("Resize", "x,,,sizes -> r"), Node("Reshape", "r,target -> y"), Output("y", 1, 128)));
        using Model model = Import(file);
        Assert.Equal(new Shape(1, 128), model.Graph.Nodes[model.Graph.Heads[0].Node].Shape);
        Graph other = model.Graph.ForInput(new Shape(3, 2, 5, 6));
        Assert.Equal(new Shape(3, 240), other.Nodes[other.Heads[0].Node].Shape);
    }

    [Fact]
    public void Import_NamesOfNodes_AreThoseOfTheirWeights()
    {
        ProtobufWriter[] constants = [Initializer(Floats("a/b_w_0", [2, 2, 1, 1], 1, 2, 3, 4)), Initializer(Floats("features.3.weight", [2, 2, 1, 1], 1, 2, 3, 4))];
        using Model model = Import(Model(Graph([Input("x", 1, 2, 3, 3), .. constants, NodeIn("", "Conv", "x,a/b_w_0 -> 1", "n1"), NodeIn("", "Conv", "1,features.3.weight -> 2", "n2"), NodeIn("", "Conv", "2,a/b_w_0 -> 3", "n3"), Node("Relu", "3 -> y"), Output("y", 1, 2, 3, 3)])));
        Assert.Equal(["x", "a/b", "features.3", "a/b_2", "y"], model.Graph.Nodes.Select(n => n.Name));
        Assert.Equal(["a/b.weight", "features.3.weight", "a/b_2.weight"], model.Parameters.Names);
    }

    [Fact]
    public void Import_NodesWithoutNamesInAModule_AreNamedWithinIt()
    {
        ProtobufWriter w = Initializer(Floats("m/left.weight", [1, 1, 1, 1], 1)), v = Initializer(Floats("m/right.weight", [1, 1, 1, 1], 1)), after = Initializer(Floats("after.weight", [1, 3, 1, 1], 1, 1, 1));
        ProtobufWriter pool = Node("MaxPool", "r -> p", Ints("kernel_shape", 3, 3), Ints("pads", 1, 1, 1, 1)), last = Node("MaxPool", "c -> q", Ints("kernel_shape", 2, 2));
        byte[] file = Model(Graph(Input("x", 1, 1, 4, 4), w, v, after, Node("Relu", "x -> r"), Node("Conv", "r,m/left.weight -> l"), Node("Relu", "l -> a"), pool, Node("Conv", "p,m/right.weight -> b"),
            NodeIn("", "Relu", "r -> s", "m/a"), Node("Concat", "a,b,s -> c", Int("axis", 1)), last, Node("Conv", "q,after.weight -> y"), Output("y", 1, 1, 3, 3)));
        using Model model = Import(file);
        // the activation is not called m/a, for another node is
        Assert.Equal(["x", "r", "m/left", "a", "m/p", "m/right", "m/a", "m/c", "q", "after"], model.Graph.Nodes.Select(n => n.Name));
        Assert.Equal("y", Assert.Single(model.Graph.Heads).Name);
    }

    [Fact]
    public void Import_WeightsThatAreFed_AreComputedByTheGraph()
    {
        using Model model = Import(Model(Graph(Input("x", 1, 1, 2, 2), Input("w", 1, 1, 1, 1), Node("Conv", "x,w -> y"), Output("y", 1, 1, 2, 2))));
        using var session = new Session(model, model.Graph.Input.Shape, new SessionOptions { Threads = 1 });
        session.InputOf("w")[0] = 3;
        session.Run([1, 2, 3, 4]);
        Assert.Equal([3f, 6f, 9f, 12f], session.Output().ToArray());
    }

    [Fact]
    public void Import_InputsBoundAsConstants_AreNoInputs()
    {
        byte[] file = Model(Graph(Input("x", 1, 6), Input("s", OnnxType.Int64, 2), Node("Reshape", "x,s -> y"), Output("y", 2, 3)));
        Assert.Contains("bind shape as a constant", Refused(file).Fix, StringComparison.Ordinal);
        using Model model = Import(file, new OnnxImportOptions { Constants = ImmutableDictionary<string, Literal>.Empty.Add("s", Literal.Of(new Shape(2), 2L, 3L)) });
        Assert.Equal(new Shape(2, 3), model.Graph.Nodes[^1].Shape);
        Assert.Equal("no such input", Refused(file, new OnnxImportOptions { Constants = ImmutableDictionary<string, Literal>.Empty.Add("t", Literal.Of(new Shape(1), 2L)) }).Problem);
    }

    [Fact]
    public void Import_MetadataOfOurs_IsReadAndOthersLeft()
    {
        byte[] file = Model(Graph(X, Node("Relu", "x -> y"), Output("y", 1, 3)), 13, ("pointwise.labels", "[\"a\",\"b\",\"c\"]"), ("pointwise.name", "net"), ("somebody", "else"));
        using Model model = Import(file);
        Assert.Equal(["a", "b", "c"], model.Labels);
        Assert.Equal("net", model.Graph.Name);
        Assert.Throws<PointwiseException>(() => Import(Model(Graph(X, Node("Relu", "x -> y"), Output("y", 1, 3)), 13, ("pointwise.labels", "[1]"))));
    }

    [Fact]
    public void Import_OutputThatIsAnInputOrAConstant_HasANode()
    {
        using Model model = Import(Model(Graph(X, Initializer(Floats("w", [2], 4, 5)), Node("Relu", "x -> y"), Output("y", 1, 3), Output("x", 1, 3), Output("w", 2))));
        using var session = new Session(model, model.Graph.Input.Shape, new SessionOptions { Threads = 1, Heads = ["y", "x", "w"] });
        session.Run([-1, 2, 3]);
        Assert.Equal([-1f, 2f, 3f], session.Output("x").ToArray());
        Assert.Equal([4f, 5f], session.Output("w").ToArray());
    }

    [Fact]
    public void Import_NarrowWholeNumbers_OverflowAsTheyDoInTheFile()
    {
        using Model model = Import(Model(Graph(Input("x", OnnxType.Int8, 2), Node("Add", "x,x -> y"), Output("y", 2))));
        using var session = new Session(model, model.Graph.Input.Shape, new SessionOptions { Threads = 1 });
        session.IntegersOf("x")[0] = 100;
        session.IntegersOf("x")[1] = -3;
        session.Run();
        Assert.Equal([-56L, -6L], session.OutputIntegers().ToArray());
    }

    private static ProtobufWriter Scalar(string name, float value) => Initializer(Floats(name, [], value));

    private static float[] Run(long opset, float[] input, params ProtobufWriter[] fields)
    {
        using Model model = Import(Model(Graph([.. fields, Output("y")]), opset));
        using var session = new Session(model, model.Graph.Input.Shape, new SessionOptions { Threads = 1 });
        session.Run(input);
        return session.Output().ToArray();
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-6);
    }
}
