using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static readonly Shape[] AnyRank =
    [
        new(), new(1), new(17), new(3, 33), new(2, 5, 7), new(2, 17, 3, 5), new(1, 1, 9, 2), new(2, 3, 2, 5, 3), new(3, 0), new(2, 0, 3, 1), new(0, 4, 5),
    ];

    private static IEnumerable<OperatorCase> Arithmetic() => [.. Functions(), .. Combinations(), .. RandomCombinations(), .. Choices()];

    private static IEnumerable<OperatorCase> Functions()
    {
        foreach (UnaryFunction function in Enum.GetValues<UnaryFunction>().Where(f => f != UnaryFunction.Not))
        {
            // one kernel runs them all: every layout with few of them
            foreach (Shape shape in function is UnaryFunction.Abs or UnaryFunction.Tanh ? AnyRank : [new Shape(2, 17, 3, 5), new Shape(2, 5, 7)])
                yield return new OperatorCase($"{function} {shape}", new Unary(function), shape) { Values = [DrawOf(function)] };
        }

        foreach (UnaryFunction function in (UnaryFunction[])[UnaryFunction.Abs, UnaryFunction.Neg, UnaryFunction.Sign])
            yield return OperatorCase.Of($"{function} of whole numbers", new Unary(function), Integers(2, 5, 3, 3)) with { Values = [Draws.Whole(-4, 4)], IsSmooth = false };
        yield return new OperatorCase("Selu, long", new Unary(UnaryFunction.Selu), new Shape(3, 33, 31, 14));
        yield return new OperatorCase("Tanh, long", new Unary(UnaryFunction.Tanh), new Shape(3, 33, 31, 14));
        yield return OperatorCase.Of("Not", new Unary(UnaryFunction.Not), Truths(3, 7)) with { Values = [Draws.Whole(0, 1)] };
        yield return new OperatorCase("Celu 2.5", new Unary(UnaryFunction.Celu, 2.5f, 0), new Shape(3, 21)) { Values = [Draws.Scaled(3)] };
        yield return new OperatorCase("Elu 0.5", new Unary(UnaryFunction.Elu, 0.5f, 0), new Shape(3, 21)) { Values = [Draws.Scaled(3)] };
        yield return new OperatorCase("Selu 2, 3", new Unary(UnaryFunction.Selu, 2, 3), new Shape(3, 21)) { Values = [Draws.Scaled(3)] };
        yield return new OperatorCase("HardSigmoid 0.5, 0.6", new Unary(UnaryFunction.HardSigmoid, 0.5f, 0.6f), new Shape(3, 21)) { Values = [Draws.Scaled(3)] };
        yield return new OperatorCase("LeakyRelu 0.3", new Unary(UnaryFunction.LeakyRelu, 0.3f, 0), new Shape(3, 21));
        yield return new OperatorCase("ThresholdedRelu -0.5", new Unary(UnaryFunction.ThresholdedRelu, -0.5f, 0), new Shape(3, 21));
        yield return new OperatorCase("Mish, far out", new Unary(UnaryFunction.Mish), new Shape(3, 21)) { Values = [Draws.Uniform(-80, 80)] };
        yield return new OperatorCase("Softplus, far below", new Unary(UnaryFunction.Softplus), new Shape(3, 21)) { Values = [Draws.Uniform(-30, -9)] };
        yield return new OperatorCase("Elu, near 0", new Unary(UnaryFunction.Elu), new Shape(3, 21)) { Values = [Draws.Uniform(-1e-3, -1e-4)] };
        yield return new OperatorCase("Gelu, far out", new Unary(UnaryFunction.Gelu), new Shape(3, 21)) { Values = [Draws.Uniform(-9, 9)] };
        yield return new OperatorCase("Clip to both", new Clip(-0.5, 0.75), new Shape(2, 17, 3, 5));
        yield return new OperatorCase("Clip from below", new Clip(Min: 0.25), new Shape(2, 5, 7));
        yield return new OperatorCase("Clip from above", new Clip(Max: 0), new Shape(0, 3));
        yield return new OperatorCase("Clip to nothing", new Clip(), new Shape());
        yield return new OperatorCase("Clip, long", new Clip(0, 6), new Shape(3, 33, 31, 14)) { Values = [Draws.Scaled(4)] };
        yield return OperatorCase.Of("Clip whole numbers", new Clip(-2, 3), Integers(3, 7)) with { Values = [Draws.Whole(-9, 9)], IsSmooth = false };
    }

    private static Draw DrawOf(UnaryFunction function) => function switch
    {
        UnaryFunction.Log or UnaryFunction.Sqrt or UnaryFunction.Reciprocal => Draws.Uniform(0.2, 4),
        UnaryFunction.HardSwish or UnaryFunction.HardSigmoid => Draws.Scaled(3),
        _ => Draws.Scaled(1.5),
    };

    private static IEnumerable<OperatorCase> Combinations()
    {
        foreach ((string what, int[] x, int[] y) in ((string, int[], int[])[])
            [
                ("equal", [2, 17, 3, 5], [2, 17, 3, 5]), ("per channel", [2, 17, 3, 5], [1, 17, 1, 1]), ("per channel of one picture", [1, 33, 4, 4], [33, 1, 1]),
                ("scalar", [2, 17, 3, 5], []), ("turned round", [17, 1, 1], [2, 17, 3, 5]), ("per pixel", [2, 17, 3, 5], [2, 1, 3, 5]),
                ("per column", [2, 17, 3, 5], [5]), ("both ways", [3, 1, 5], [7, 1]), ("vectors", [3, 33], [33]), ("rank 5", [2, 3, 1, 5, 2], [4, 5, 1]),
                ("empty", [3, 0, 2], [1, 2]), ("empty by broadcast", [0, 4], [1, 4]),
            ])
        {
            foreach (Combination function in Enum.GetValues<Combination>().Where(f => TakesFloats(f) && (what.StartsWith("per channel", StringComparison.Ordinal) || f is Combination.Div or Combination.Pow or Combination.Add)))
                yield return new OperatorCase($"{function}, {what}", new Combine(function), new Shape(x), new Shape(y)) { Values = DrawsOf(function) };
        }

        // differences of sums over so many say nothing that the small ones do not
        foreach (Combination function in (Combination[])[Combination.Add, Combination.Mul, Combination.Max, Combination.Pow, Combination.Less])
        {
            yield return new OperatorCase($"{function}, long", new Combine(function), new Shape(3, 33, 16, 14), new Shape(1, 33, 1, 1)) { Values = DrawsOf(function), IsSmooth = false };
            yield return new OperatorCase($"{function}, long and equal", new Combine(function), new Shape(3, 33, 16, 14), new Shape(3, 33, 16, 14)) { Values = DrawsOf(function), IsSmooth = false };
        }

        foreach (Combination function in Enum.GetValues<Combination>().Where(f => f != Combination.Mean && !IsOfTruth(f)))
        {
            yield return OperatorCase.Of($"{function} of whole numbers", new Combine(function), Integers(2, 5, 3, 2), Integers(5, 1, 1)) with { Values = WholeDrawsOf(function) };
            yield return OperatorCase.Of($"{function} of whole scalars", new Combine(function), Integers(), Integers(3)) with { Values = WholeDrawsOf(function) };
        }

        foreach (Combination function in (Combination[])[Combination.And, Combination.Or, Combination.Xor, Combination.Equal])
            yield return OperatorCase.Of($"{function} of truths", new Combine(function), Truths(3, 4), Truths(4)) with { Values = [Draws.Whole(0, 1), Draws.Whole(0, 1)] };
        foreach (Combination function in (Combination[])[Combination.Add, Combination.Max, Combination.Mean, Combination.Min])
        {
            yield return new OperatorCase($"{function} of one", new Combine(function), new Shape(2, 17, 3, 5));
            yield return new OperatorCase($"{function} of four", new Combine(function), new Shape(17, 3, 5), new Shape(2, 1, 3, 1), new Shape(1), new Shape(2, 17, 1, 5));
        }

        yield return OperatorCase.Of("Max of three whole numbers", new Combine(Combination.Max), Integers(3), Integers(2, 1), Integers()) with { Values = [.. Enumerable.Repeat(Draws.Whole(-9, 9), 3)] };
        yield return OperatorCase.Of("Add of one whole number", new Combine(Combination.Add), Integers(3)) with { Values = [Draws.Whole(-9, 9)] };
        yield return OperatorCase.Of("Pow of floats by whole numbers", new Combine(Combination.Pow), Floats(2, 5, 3), Integers(3)) with { Values = [Draws.Uniform(0.5, 2), Draws.Whole(-3, 3)] };
        yield return OperatorCase.Of("Pow of whole numbers by floats", new Combine(Combination.Pow), Integers(3, 4), Floats(4)) with { Values = [Draws.Whole(1, 9), Draws.Uniform(0, 3)] };
        yield return new OperatorCase("Pow, squares", new Combine(Combination.Pow), new Shape(2, 17, 3, 5), new Shape()) { Values = [Draws.Normal, Draws.Whole(2, 2)] };
    }

    private static IEnumerable<OperatorCase> RandomCombinations()
    {
        int[] extents = [0, 1, 2, 3, 5, 17];
        for (int i = 0; i < 36; i++)
        {
            var random = new Random(i);
            int[] shape = [.. Enumerable.Range(0, random.Next(6)).Select(_ => extents[random.Next(random.Next(4) == 0 ? 0 : 1, extents.Length)])];
            Shape[] inputs = [.. Enumerable.Range(0, 2).Select(_ => new Shape([.. shape.Skip(random.Next(shape.Length + 1) / 2).Select(e => random.Next(3) == 0 ? 1 : e)]))];
            Combination function = ((Combination[])[Combination.Add, Combination.Sub, Combination.Mul, Combination.Div, Combination.Max, Combination.Greater])[i % 6];
            yield return new OperatorCase($"{function}, drawn {i}", new Combine(function), inputs) { Values = DrawsOf(function) };
        }
    }

    private static IEnumerable<OperatorCase> Choices()
    {
        Draw[] draws = [Draws.Whole(0, 1), Draws.Normal, Draws.Normal], whole = [Draws.Whole(0, 1), Draws.Whole(-9, 9), Draws.Whole(-9, 9)];
        yield return OperatorCase.Of("Where of floats", new Where(), Truths(2, 17, 3, 5), Floats(2, 17, 3, 5), Floats()) with { Values = draws };
        yield return OperatorCase.Of("Where of pixels", new Where(), Truths(3, 5), Floats(2, 17, 1, 1), Floats(2, 1, 3, 5)) with { Values = draws };
        yield return OperatorCase.Of("Where of whole numbers", new Where(), Truths(3, 1), Integers(4), Integers(2, 1, 1)) with { Values = whole };
        yield return OperatorCase.Of("Where of truths", new Where(), Truths(5), Truths(5), Truths(5)) with { Values = [.. Enumerable.Repeat(Draws.Whole(0, 1), 3)] };
        yield return OperatorCase.Of("Where of nothing", new Where(), Truths(0, 5), Floats(5), Floats(1)) with { Values = draws };
    }

    private static bool TakesFloats(Combination function) => function != Combination.Mod && !IsOfTruth(function);

    private static bool IsOfTruth(Combination function) => function is Combination.And or Combination.Or or Combination.Xor;

    private static Draw[] DrawsOf(Combination function) => function switch
    {
        Combination.Div or Combination.FMod => [Draws.Normal, Draws.Uniform(0.5, 2)],
        Combination.Pow => [Draws.Uniform(0.1, 3), Draws.Uniform(-2, 2)],
        Combination.Equal or Combination.GreaterOrEqual or Combination.LessOrEqual or Combination.Less => [Draws.Few, Draws.Few],
        _ => [Draws.Normal, Draws.Normal],
    };

    private static Draw[] WholeDrawsOf(Combination function) => function switch
    {
        Combination.Div or Combination.FMod or Combination.Mod => [Draws.Whole(-20, 20), Draws.NotZero(7)],
        Combination.Pow => [Draws.NotZero(4), Draws.Whole(-2, 5)],
        _ => [Draws.Whole(-5, 5), Draws.Whole(-5, 5)],
    };
}
