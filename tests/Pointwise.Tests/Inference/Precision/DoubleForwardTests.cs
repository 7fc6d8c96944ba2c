using Pointwise.Inference.Precision;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference.Precision;

/// <summary>Double precision of the engine's own against the tests' references, which share no code with it.</summary>
public class DoubleForwardTests
{
    private static Dictionary<string, (Operator Op, Shape Input, int Inputs)> Cases { get; } = new(StringComparer.Ordinal)
    {
        ["conv 3x3"] = (new Conv2D(7, Window.Square(3, padding: 1)), new Shape(2, 5, 6, 7), 1),
        ["conv 5x3/2 rectified"] = (new Conv2D(4, new Window(5, 3, 2, 1, 2, 0, 1, 1), Activation: Activation.Relu), new Shape(1, 3, 9, 8), 1),
        ["conv dilated, groups"] = (new Conv2D(6, Window.Square(3, 2, 2, dilation: 2), Groups: 3, Bias: false), new Shape(2, 9, 8, 7), 1),
        ["conv depthwise"] = (new Conv2D(8, Window.Square(3, padding: 1), Groups: 8), new Shape(1, 8, 5, 5), 1),
        ["residual"] = (new ResidualConv2D(new Conv2D(5, Window.Square(3, padding: 1), Activation: Activation.Relu)), new Shape(2, 5, 4, 4), 2),
        ["linear"] = (new Linear(11, Activation: Activation.Relu), new Shape(3, 17), 1),
        ["max pool, ceil"] = (new MaxPool(Window.Square(3, 2, 1, ceilMode: true)), new Shape(2, 3, 8, 7), 1),
        ["average pool"] = (new AveragePool(Window.Square(3, 2, 1, ceilMode: true)), new Shape(1, 4, 8, 7), 1),
        ["average pool, padding counts"] = (new AveragePool(Window.Square(3, 2, 1, ceilMode: true), CountPadding: true), new Shape(1, 4, 8, 7), 1),
        ["global average"] = (new GlobalAveragePool(), new Shape(2, 6, 5, 4), 1),
        ["batch norm"] = (new BatchNorm(1e-3f, Activation: Activation.Relu), new Shape(2, 5, 3, 4), 1),
        ["response norm"] = (new LocalResponseNorm(5, 0.3f, 0.75f, 2), new Shape(2, 9, 3, 2), 1),
        ["response norm, even"] = (new LocalResponseNorm(4, 0.3f, 0.6f, 1, LeansAhead: true), new Shape(1, 9, 3, 2), 1),
        ["pooled conv"] = (new PooledConv2D(new MaxPool(Window.Square(3, 1, 1)), new Conv2D(6, Window.Square(1), Activation: Activation.Relu)), new Shape(2, 5, 6, 7), 1),
        ["biased average pool"] = (new BiasedAveragePool(new AveragePool(Window.Square(3, 1, 1)), Activation.Relu), new Shape(2, 5, 6, 7), 1),
        ["relu"] = (new Relu(), new Shape(2, 3, 4, 5), 1),
        ["sigmoid"] = (new Sigmoid(), new Shape(2, 3, 4, 5), 1),
        ["scale"] = (new Scale(0.3f), new Shape(2, 3, 4, 5), 1),
        ["add"] = (new Add(Activation.Relu), new Shape(2, 3, 4, 5), 2),
        ["concat"] = (new Concat(), new Shape(2, 3, 4, 5), 3),
        ["softmax"] = (new Softmax(), new Shape(3, 12), 1),
        ["flatten"] = (new Flatten(), new Shape(2, 3, 4, 5), 1),
    };

    public static TheoryData<string> Known { get; } = [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Known))]
    public void Of_AnOperator_IsWhatItsReferenceGives(string name)
    {
        (Operator op, Shape shape, int count) = Cases[name];
        Shape[] shapes = [.. Enumerable.Repeat(shape, count)];
        Shape output = op.OutputShape(shapes);
        Tensor[] inputs = [.. shapes.Select((s, i) => Drawn(s, (ulong)i + 3))], parameters = [.. op.Parameters(shapes).Select((spec, i) => Drawn(spec.Shape, (ulong)i + 9, spec.Name == "running_var"))];
        Field expected = OperatorReference.Of(op).Forward([.. inputs.Select(FieldOf)], [.. parameters.Select(FieldOf)], training: false);
        double[] found = DoubleForward.Of(op, shapes, output, [.. inputs.Select(InDouble)], [.. parameters.Select(InDouble)])!;
        using var result = new Tensor(output);
        Array.ConvertAll(found, v => (float)v).CopyTo(result.Values);
        Near.Check(name, Array.ConvertAll(expected.Values, v => (float)v), result.ToChannelsFirst(), 2e-7);
        foreach (Tensor tensor in inputs.Concat(parameters)) tensor.Dispose();
    }

    [Fact]
    public void Of_AnOperatorWithoutAReference_IsNothing() =>
        Assert.Null(DoubleForward.Of(new PRelu(), [new Shape(1, 2, 3, 3)], new Shape(1, 2, 3, 3), [new double[18]], [new double[2]]));

    private static Tensor Drawn(Shape shape, ulong seed, bool isPositive = false)
    {
        var tensor = new Tensor(shape);
        float[] values = Networks.Picture(shape, seed);
        if (isPositive) values = Array.ConvertAll(values, v => Math.Abs(v) + 0.1f);
        values.CopyTo(tensor.Values);
        return tensor;
    }

    private static Field FieldOf(Tensor tensor)
    {
        Field field = Field.Of(tensor.Shape);
        Array.ConvertAll(tensor.ToChannelsFirst(), v => (double)v).CopyTo(field.Values, 0);
        return field;
    }

    private static double[] InDouble(Tensor tensor) => Array.ConvertAll(tensor.Values.ToArray(), v => (double)v);
}
