using System.Diagnostics;
using Pointwise.Formats.Onnx;
using Pointwise.Formats.Protobuf;
using Pointwise.Graphs;
using Xunit;
using static Pointwise.Tests.Formats.Onnx.OnnxBytes;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>Files that are wrong: each is refused with what is wrong and where, at once and without memory for what it claims.</summary>
public class OnnxHostileTests
{
    private static readonly ProtobufWriter X = Input("x", 1, 2), Y = Output("y", 1, 2);

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01", "number of at most 10 bytes")]
    [InlineData("0800 3A FFFFFFFFFFFFFFFF7F", "bytes that are left")]
    [InlineData("3A7F0000", "bytes that are left")]
    [InlineData("0B", "wire type 0, 1, 2 or 5")]
    [InlineData("0C", "wire type 0, 1, 2 or 5")]
    [InlineData("0E", "wire type 0, 1, 2 or 5")]
    [InlineData("00", "a field number from 1")]
    [InlineData("08", "ends within its message")]
    [InlineData("7D0000", "4 bytes for a number")]
    [InlineData("3D00000000", "wire type 2 in field 7")]
    [InlineData("0A00", "wire type 0 in field 1")]
    [InlineData("", "a model with a graph")]
    [InlineData("0808", "a model with a graph")]
    [InlineData("3A00 3A00", "one graph")]
    public void Read_BytesThatAreNoMessage_SaysWhatAndWhere(string hex, string expected)
    {
        PointwiseException e = Refused(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("test: byte ", e.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GraphsNestedDeep_IsRefusedAtTheLimit()
    {
        byte[] inner = new ProtobufWriter().Text(2, "innermost").Written.ToArray();
        for (int i = 0; i < 1_000; i++)
        {
            ProtobufWriter attribute = new ProtobufWriter().Text(1, "body").Bytes(6, inner).Integer(20, 5);
            inner = new ProtobufWriter().Message(1, new ProtobufWriter().Text(4, "Loop").Message(5, attribute)).Written.ToArray();
        }

        byte[] file = new ProtobufWriter().Bytes(7, inner).Written.ToArray();
        Assert.Contains("limit GraphDepth", Refused(file).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AMillionNodes_IsRefusedAtOnce()
    {
        byte[] node = Node("Relu", "x -> y").Written.ToArray();
        var graph = new List<byte>(X.Written.ToArray());
        for (int i = 0; i < 1_000_000; i++) graph.AddRange(node);
        byte[] file = new ProtobufWriter().Bytes(7, [.. graph]).Written.ToArray();
        var watch = Stopwatch.StartNew();
        Assert.Contains("limit Nodes", Refused(file).Expected, StringComparison.Ordinal);
        Assert.True(watch.Elapsed.TotalSeconds < 2, $"{watch.Elapsed.TotalSeconds} s");
    }

    public static TheoryData<string, string, string> Laws => new()
    {
        { "x -> y; x -> y", "name given twice", "node that gives y" },
        { "a -> b; b -> a; a -> y", "reads what is computed after it", "node that gives b" },
        { "z -> y", "reads what is not there", "node that gives y" },
        { "x -> a", "reads what is not there", "output y" },
        { "x -> x; x -> y", "name given twice", "node that gives x" },
    };

    [Theory]
    [MemberData(nameof(Laws))]
    public void Import_GraphThatBreaksTheLaw_NamesTheNode(string flows, string problem, string where)
    {
        ProtobufWriter[] nodes = [.. flows.Split(';').Select(f => Node("Relu", f))];
        PointwiseException e = Refused(Model(Graph([X, .. nodes, Y])));
        Assert.Contains(problem, e.Problem, StringComparison.Ordinal);
        Assert.Contains(where, e.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_NoOutputOrTheSameTwice_IsRefused()
    {
        Assert.Equal("no output", Refused(Model(Graph(X, Node("Relu", "x -> y")))).Problem);
        Assert.Contains("twice", Refused(Model(Graph(X, Node("Relu", "x -> y"), Y, Y))).Problem, StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> Tensors => new()
    {
        { Tensor("w", OnnxType.Float, 2).Bytes(9, new byte[7]).Written.ToArray(), "8 bytes" },
        { Tensor("w", OnnxType.Float, 2).Written.ToArray(), "2 values" },
        { Tensor("w", OnnxType.Float, 2).Single(4, 1).Written.ToArray(), "2 values" },
        { Tensor("w", OnnxType.Float, 2).Single(4, 1).Single(4, 1).Bytes(9, new byte[8]).Written.ToArray(), "raw or typed values" },
        { Tensor("w", OnnxType.Float, 2).Single(4, 1).Integer(5, 1).Written.ToArray(), "values in one field" },
        { Tensor("w", OnnxType.Float, 2).Integer(7, 1).Integer(7, 1).Written.ToArray(), "in field 4" },
        { Tensor("w", OnnxType.Float, -1).Bytes(9, []).Written.ToArray(), "extents from 0" },
        { Tensor("w", OnnxType.Float, 1L << 33, 1L << 33).Bytes(9, []).Written.ToArray(), "extents up to" },
        { Tensor("w", OnnxType.Float, 1 << 20, 1 << 20).Bytes(9, []).Written.ToArray(), "limit TensorElements" },
        { Tensor("w", OnnxType.Float, 1, 1, 1, 1, 1, 1, 1, 1, 1).Bytes(9, new byte[4]).Written.ToArray(), "at most 8 numbers" },
        { Tensor("w", OnnxType.String, 1).Bytes(6, [65]).Written.ToArray(), "a type of floats" },
        { Tensor("w", (OnnxType)99, 1).Bytes(9, new byte[4]).Written.ToArray(), "a type of floats" },
        { Tensor("w", OnnxType.Float, 1).Message(3, new ProtobufWriter()).Bytes(9, new byte[4]).Written.ToArray(), "a whole tensor" },
    };

    [Theory]
    [MemberData(nameof(Tensors))]
    public void Read_TensorThatDoesNotFit_SaysWhat(byte[] tensor, string expected)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        PointwiseException e = Refused(Model(Graph(X, new ProtobufWriter().Bytes(5, tensor), Node("Add", "x,w -> y"), Y)));
        Assert.Contains(expected, e.Expected, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void Import_UnsupportedOperators_AreAllNamedAtOnce()
    {
        PointwiseException e = Refused(Model(Graph(X, NodeIn("", "Loop", "x -> a", "first"), Node("NonZero", "a -> b"), NodeIn("com.example", "Fancy", "b -> y", ""), Y), opset: 11));
        Assert.Equal("3 operators are not supported", e.Problem);
        Assert.Equal("Loop (node first), NonZero (node that gives b), com.example.Fancy (node that gives y)", e.Found);
        Assert.Contains("version 11", e.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1L << 40)]
    public void Import_VersionOfOperatorsThatIsNone_IsRefused(long opset) =>
        Assert.Contains("operators of a version", Refused(Model(Graph(X, Node("Relu", "x -> y"), Y), opset)).Problem, StringComparison.Ordinal);

    public static TheoryData<string, string> Windows => new()
    {
        { "kernel_shape=0,3", "kernel" }, { "strides=0,1", "stride" }, { "dilations=2147483648,1", "out of range" }, { "dilations=1000000000,1", "dilation" },
        { "pads=-1,0,0,0", "padding" }, { "group=3", "weights" }, { "group=0", "weights" }, { "kernel_shape=9,9", "kernel_shape" }, { "strides=1", "another length" },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Import_WindowThatCannotBe_IsRefusedAtLoad(string attribute, string problem)
    {
        string[] parts = attribute.Split('=');
        long[] values = [.. parts[1].Split(',').Select(long.Parse)];
        ProtobufWriter given = parts[0] == "group" ? Int("group", values[0]) : Ints(parts[0], values);
        PointwiseException e = Refused(Model(Graph(Input("x", 1, 2, 5, 5), Initializer(Floats("w", [2, 2, 3, 3], new float[36])), Node("Conv", "x,w -> y", given), Output("y", 1, 2, 3, 3))));
        Assert.Contains(problem, $"{e.Where} {e.Problem}", StringComparison.OrdinalIgnoreCase);
        Assert.Contains("node that gives y (Conv, version 13)", e.Where, StringComparison.Ordinal);
    }

    public static TheoryData<string> Makers => ["Reshape", "Expand", "Tile", "ConstantOfShape", "Resize"];

    [Theory]
    [MemberData(nameof(Makers))]
    public void Import_ResultOfTwoToTheFortyElements_IsRefusedBeforeItsMemory(string op)
    {
        long[] sizes = op == "Reshape" ? [1L << 20, 1L << 20] : [1L << 21, 1L << 20];
        ProtobufWriter list = Initializer(Integers("s", sizes));
        ProtobufWriter node = op switch { "ConstantOfShape" => Node(op, "s -> y"), "Resize" => Node(op, "x,,,s -> y"), _ => Node(op, "x,s -> y") };
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(Model(Graph(Input("x", 1, 1), list, node, Output("y"))));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void Read_AGoodFileCutAnywhere_IsRefusedOrWhole()
    {
        byte[] good = Good();
        Import(good).Dispose();
        for (int length = 0; length < good.Length; length++)
        {
            try
            {
                Import(good[..length]).Dispose();
            }
            catch (PointwiseException)
            {
            }
        }
    }

    [Fact]
    public void Read_TenThousandMutations_GiveAModelOrATypedError()
    {
        byte[] good = Good();
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bad = [.. good];
            for (int k = random.Next(1, 4); k > 0; k--) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                Import(bad).Dispose();
            }
            catch (PointwiseException)
            {
            }
        }
    }

    private static byte[] Good() => Model(Graph(
        Input("x", 1, 2, 6, 6), Initializer(Floats("c.weight", [3, 2, 3, 3], new float[54])), Initializer(Floats("c.bias", [3], 1, 2, 3)),
        Initializer(Integers("shape", 1, -1)), Initializer(Floats("f.weight", [4, 27], new float[108])),
        Node("Conv", "x,c.weight,c.bias -> a", Ints("pads", 1, 1, 1, 1)), Node("Relu", "a -> b"), Node("MaxPool", "b -> p", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2)),
        Node("Reshape", "p,shape -> r"), Node("Gemm", "r,f.weight -> g", Int("transB", 1)), Node("Softmax", "g -> y"), Output("y", 1, 4)));
}
