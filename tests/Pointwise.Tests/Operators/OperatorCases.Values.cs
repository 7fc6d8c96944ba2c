using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    /// <summary>Whole numbers that are known.</summary>
    internal static ValueInfo Known(params long[] values) => ValueInfo.Of(Literal.Of(new Shape(values.Length), values));

    private static ValueInfo Floats(params int[] extents) => new(new Shape(extents));

    private static ValueInfo Integers(params int[] extents) => new(new Shape(extents), ElementKind.Int64);

    private static ValueInfo Truths(params int[] extents) => new(new Shape(extents), ElementKind.Boolean);

    private static Literal Number(float value) => Literal.Of(new Shape(1), value);

    /// <summary>What makes values, and what changes their kind.</summary>
    private static IEnumerable<OperatorCase> Values()
    {
        yield return new OperatorCase("Weight, vector", new Weight(new Shape(17)));
        yield return new OperatorCase("Weight, pictures", new Weight(new Shape(3, 5, 2, 3)));
        yield return new OperatorCase("Weight, rank 3", new Weight(new Shape(3, 5, 7)));
        yield return new OperatorCase("Constant, floats", new Constant(Literal.Of(new Shape(2, 3, 1, 2), [.. Enumerable.Range(0, 12).Select(i => i / 4f)])));
        yield return new OperatorCase("Constant, signed zero", new Constant(Literal.Of(new Shape(3), -0f, 1.5f, 1e-42f)));
        yield return new OperatorCase("Constant, whole numbers", new Constant(Literal.Of(new Shape(2, 2), -3L, 7, 1 << 20, 0)));
        yield return new OperatorCase("Constant, truth", new Constant(Literal.Of(new Shape(), true)));
        yield return OperatorCase.Of("ConstantOfShape, floats", new ConstantOfShape(Number(1.5f)), Known(3, 4, 5));
        yield return OperatorCase.Of("ConstantOfShape, whole numbers", new ConstantOfShape(Literal.Of(new Shape(1), -7L)), Known(2, 3, 4, 5));
        yield return OperatorCase.Of("ConstantOfShape, scalar", new ConstantOfShape(Literal.Of(new Shape(1), true)), Known());
        yield return OperatorCase.Of("ConstantOfShape, empty", new ConstantOfShape(Number(0)), Known(3, 0));
        yield return new OperatorCase("ShapeOf pictures", new ShapeOf(), new Shape(2, 3, 5, 4));
        yield return new OperatorCase("ShapeOf some", new ShapeOf(1, -1), new Shape(2, 3, 5, 4));
        yield return new OperatorCase("ShapeOf a scalar", new ShapeOf(), new Shape());
        yield return OperatorCase.Of("ShapeOf truths", new ShapeOf(-2), Truths(2, 3, 5));
        yield return OperatorCase.Of("Cast floats to whole numbers", new Cast(ElementKind.Int64), Floats(2, 5, 3, 3)) with { Values = [Draws.Uniform(-9, 9)] };
        yield return OperatorCase.Of("Cast floats to truths", new Cast(ElementKind.Boolean), Floats(2, 5, 3)) with { Values = [Draws.Few] };
        yield return OperatorCase.Of("Cast floats to floats", new Cast(ElementKind.Float32), Floats(2, 5, 3));
        yield return OperatorCase.Of("Cast whole numbers to floats", new Cast(ElementKind.Float32), Integers(2, 5, 3, 3)) with { Values = [Draws.Whole(-1000, 1000)] };
        yield return OperatorCase.Of("Cast whole numbers to truths", new Cast(ElementKind.Boolean), Integers(7)) with { Values = [Draws.Whole(-2, 2)] };
        yield return OperatorCase.Of("Cast truths to whole numbers", new Cast(ElementKind.Int64), Truths(7, 2)) with { Values = [Draws.Whole(0, 1)] };
        yield return OperatorCase.Of("Cast truths to floats", new Cast(ElementKind.Float32), Truths(3, 19)) with { Values = [Draws.Whole(0, 1)] };
        foreach ((int bits, bool signed) in ((int, bool)[])[(8, true), (8, false), (16, true), (32, false), (64, true)])
            yield return OperatorCase.Of($"Wrap to {bits}, {(signed ? "signed" : "unsigned")}", new Wrap(bits, signed), Integers(3, 9)) with { Values = [Draws.Whole(-100_000, 100_000)] };
        yield return new OperatorCase("FedParameters Conv2D 3x3", new FedParameters(new Conv2D(7, Window.Square(3, 1, 1))), new Shape(2, 5, 6, 7), new Shape(7, 5, 3, 3), new Shape(7));
        yield return new OperatorCase("FedParameters Conv2D 1x1", new FedParameters(new Conv2D(33, Window.Square(1), Bias: false)), new Shape(1, 17, 3, 3), new Shape(33, 17, 1, 1));
        yield return new OperatorCase("FedParameters Linear", new FedParameters(new Linear(9)), new Shape(3, 18), new Shape(9, 18), new Shape(9));
        yield return new OperatorCase("FedParameters BatchNorm", new FedParameters(new BatchNorm()), new Shape(2, 9, 4, 5), new Shape(9), new Shape(9), new Shape(9), new Shape(9))
        {
            Values = [Draws.Normal, Draws.Normal, Draws.Normal, Draws.Normal, Draws.Uniform(0.5, 1.5)],
        };
    }
}
