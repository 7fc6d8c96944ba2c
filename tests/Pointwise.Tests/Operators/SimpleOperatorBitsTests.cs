using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public class SimpleOperatorBitsTests
{
    private static readonly Operator[] Operators =
    [
        new MaxPool(Window.Square(3, 2, 1, ceilMode: true)), new MaxPool(Window.Square(3, 1, 1)), new MaxPool(Window.Square(2, 3, 1, dilation: 2)),
        new AveragePool(Window.Square(3, 1, 1), CountPadding: true), new AveragePool(Window.Square(5, 3, 2, ceilMode: true)),
        new AdaptiveAveragePool(4, 3), new GlobalAveragePool(), new Sigmoid(), new Dropout(0.4f), new Flatten(), new Scale(1.7f),
    ];

    private static readonly Operator[] Joins = [new Add(), new Add(Activation.Relu), new Concat()];

    public static TheoryData<int, int> Runs()
    {
        var data = new TheoryData<int, int>();
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported))
            foreach (int threads in (int[])[1, 2, 3])
                data.Add((int)width, threads);
        return data;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void SimpleOperators_AnyLaneWidthAndThreads_GiveTheSameBits(int width, int threads)
    {
        foreach (int channels in (int[])[5, 33])
        {
            var shape = new Shape(3, channels, 31, 14);
            foreach (Operator op in Operators) Check(op, [shape], width, threads);
            foreach (Operator op in Joins) Check(op, [shape, shape], width, threads);
        }
    }

    private static void Check(Operator op, Shape[] shapes, int width, int threads)
    {
        using var slow = new ByHand(op, shapes, 1, LaneWidth.One);
        using var fast = new ByHand(op, shapes, threads, (LaneWidth)width);
        float[][] inputs = [.. shapes.Select((s, i) => Values(s, (ulong)i))];
        float[] gradient = Values(slow.OutputShape, 9);
        CheckBits(slow.Forward(inputs), fast.Forward(inputs), $"{op} of {shapes[0]}");
        float[][] expected = slow.Backward(gradient, accumulateOn: 0.3f), found = fast.Backward(gradient, accumulateOn: 0.3f);
        for (int i = 0; i < expected.Length; i++) CheckBits(expected[i], found[i], $"gradient {i} of {op} of {shapes[0]}");
    }

    private static void CheckBits(float[] expected, float[] found, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(found[i]))
                Assert.Fail($"{what}: value {i} is {found[i]:R}, with one lane {expected[i]:R}");
    }

    private static float[] Values(Shape shape, ulong stream)
    {
        var random = new RandomStream(20, stream);
        return [.. Enumerable.Range(0, (int)shape.Elements).Select(i => (float)random.Normal(i))];
    }
}
