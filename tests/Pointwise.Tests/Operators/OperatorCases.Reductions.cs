using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static IEnumerable<OperatorCase> Reductions() => [.. ReducedAxes(), .. RandomReductions(), .. Orders(), .. Softmaxes()];

    private static IEnumerable<OperatorCase> ReducedAxes()
    {
        foreach (Reduction function in Enum.GetValues<Reduction>())
        {
            foreach (bool keeps in (bool[])[true, false])
            {
                foreach ((int[] shape, Axes axes) in ((int[], Axes)[])
                    [
                        ([2, 17, 3, 5], [2, 3]), ([2, 17, 3, 5], [1]), ([2, 17, 3, 5], [0, 2]), ([2, 17, 3, 5], []), ([1, 1, 9, 20], [-1, -2]), ([3, 33], [1]), ([3, 33], [0]),
                        ([2, 5, 7], [1]), ([2, 5, 19], [-1]), ([2, 3, 4, 5, 2], [1, 3]), ([17], [0]), ([], []), ([2, 1, 3, 1], [1, 3]),
                    ])
                {
                    // sums, means and maxima over everything, the others over pixels, channels and rows
                    if (function is not (Reduction.Sum or Reduction.Mean or Reduction.Max) && (keeps || shape.Length is not (2 or 4))) continue;
                    yield return new OperatorCase($"Reduce{function} {new Shape(shape)} by {axes}{(keeps ? "" : ", taken out")}", new Reduce(function, axes, keeps), new Shape(shape)) { Values = [DrawOf(function)] };
                }
            }

            yield return OperatorCase.Of($"Reduce{function} of whole numbers", new Reduce(function, [1]), Integers(3, 5, 2, 2)) with { Values = [Draws.Whole(1, 9)] };
            yield return OperatorCase.Of($"Reduce{function} of all whole numbers", new Reduce(function, KeepDims: false), Integers(5)) with { Values = [Draws.Whole(1, 9)] };
        }

        yield return OperatorCase.Of("ReduceSum by known axes", new Reduce(Reduction.Sum), Floats(2, 17, 3, 5), Known(1, -1));
        yield return OperatorCase.Of("ReduceSum by no known axes", new Reduce(Reduction.Sum), Floats(2, 17, 3, 5), Known());
        yield return OperatorCase.Of("ReduceSum by no known axes, as it is", new Reduce(Reduction.Sum, NoopWithEmptyAxes: true), Floats(2, 17, 3, 5), Known());
        yield return OperatorCase.Of("ReduceMean, as it is", new Reduce(Reduction.Mean, NoopWithEmptyAxes: true), Floats(2, 3, 5));
        yield return new OperatorCase("ReduceMean, pictures, long", new Reduce(Reduction.Mean, [2, 3], KeepDims: false), new Shape(3, 70, 31, 24)) { IsSmooth = false };
        yield return new OperatorCase("ReduceMean of much, far from 0", new Reduce(Reduction.Mean, [2, 3]), new Shape(1, 5, 150, 160)) { Values = [Draws.Scaled(1, mean: 100)], IsSmooth = false };
        yield return new OperatorCase("ReduceSum of much", new Reduce(Reduction.Sum), new Shape(2, 33, 40, 21)) { IsSmooth = false };
        yield return new OperatorCase("ReduceSum of many rows", new Reduce(Reduction.Sum, [-1]), new Shape(40, 9, 70));
        yield return new OperatorCase("ReduceL2 of much", new Reduce(Reduction.L2, [1]), new Shape(2, 300, 9, 9));
        yield return new OperatorCase("ReduceSum of nothing", new Reduce(Reduction.Sum, [1]), new Shape(2, 0, 3));
        yield return new OperatorCase("ReduceSum of nothing, pictures", new Reduce(Reduction.Sum, [2, 3], KeepDims: false), new Shape(2, 5, 0, 3));
        yield return new OperatorCase("ReduceProd of nothing", new Reduce(Reduction.Prod), new Shape(0, 3));
        yield return new OperatorCase("ReduceMax to nothing", new Reduce(Reduction.Max, [1]), new Shape(0, 3, 2));
    }

    private static IEnumerable<OperatorCase> RandomReductions()
    {
        int[] extents = [1, 2, 3, 5, 17];
        for (int i = 0; i < 36; i++)
        {
            var random = new Random(1000 + i);
            int[] shape = [.. Enumerable.Range(0, random.Next(6)).Select(_ => extents[random.Next(extents.Length)])];
            int[] axes = [.. Enumerable.Range(0, shape.Length).Where(_ => random.Next(2) == 0).Select(a => random.Next(2) == 0 ? a : a - shape.Length)];
            Reduction function = ((Reduction[])[Reduction.Sum, Reduction.Mean, Reduction.Max, Reduction.L2])[i % 4];
            yield return new OperatorCase($"Reduce{function}, drawn {i}", new Reduce(function, Axes.Of(axes), i % 8 < 4), new Shape(shape));
        }
    }

    private static IEnumerable<OperatorCase> Orders()
    {
        foreach (Extreme extreme in Enum.GetValues<Extreme>())
        {
            foreach ((int[] shape, int axis) in ((int[], int)[])[([2, 17, 3, 5], 1), ([2, 17, 3, 5], -1), ([2, 17, 3, 5], 0), ([3, 33], 1), ([9], 0), ([2, 3, 5], 1), ([2, 3, 2, 2, 9], 4), ([0, 3], 1), ([2, 1, 4, 1], 2)])
            {
                yield return new OperatorCase($"{extreme} {new Shape(shape)} along {axis}", new ArgExtreme(extreme, axis), new Shape(shape)) { Values = [Draws.Few] };
                yield return new OperatorCase($"{extreme} {new Shape(shape)} along {axis}, last, taken out", new ArgExtreme(extreme, axis, KeepDims: false, SelectLastIndex: true), new Shape(shape)) { Values = [Draws.Few] };
            }

            yield return new OperatorCase($"{extreme} of pictures, long", new ArgExtreme(extreme, 1), new Shape(2, 21, 40, 50));
            yield return OperatorCase.Of($"{extreme} of whole numbers", new ArgExtreme(extreme, 0), Integers(9, 4)) with { Values = [Draws.Whole(-3, 3)] };
        }

        foreach (bool largest in (bool[])[true, false])
        {
            foreach ((int[] shape, int axis, int k) in ((int[], int, int)[])[([3, 33], -1, 5), ([2, 17, 3, 5], 1, 4), ([2, 7, 3, 5], 2, 3), ([2, 7, 3, 5], 0, 2), ([40], 0, 40), ([2, 9, 3], 1, 0), ([5, 1], 1, 1), ([0, 4], 1, 2), ([2, 1000], 1, 7)])
            {
                yield return OperatorCase.Of($"TopKValues {k} of {new Shape(shape)} along {axis}, {(largest ? "largest" : "smallest")}", new TopKValues(axis, largest), Floats(shape), Known(k)) with { Values = [Draws.Few, Draws.Normal] };
                yield return OperatorCase.Of($"TopKIndices {k} of {new Shape(shape)} along {axis}, {(largest ? "largest" : "smallest")}", new TopKIndices(axis, largest), Floats(shape), Known(k)) with { Values = [Draws.Few, Draws.Normal] };
            }

            yield return OperatorCase.Of($"TopKValues of whole numbers, {(largest ? "largest" : "smallest")}", new TopKValues(0, largest), Integers(30, 2), Known(7)) with { Values = [Draws.Whole(-9, 9), Draws.Normal] };
            yield return OperatorCase.Of($"TopKIndices of whole numbers, {(largest ? "largest" : "smallest")}", new TopKIndices(0, largest), Integers(30, 2), Known(7)) with { Values = [Draws.Whole(-9, 9), Draws.Normal] };
        }
    }

    private static IEnumerable<OperatorCase> Softmaxes()
    {
        foreach ((int[] shape, int axis) in ((int[], int)[])[([2, 17, 3, 5], 1), ([2, 17, 3, 5], 3), ([2, 17, 3, 5], -2), ([3, 33], -1), ([3, 33], 0), ([9], 0), ([2, 5, 7], 1), ([2, 5, 19], -1), ([1, 9, 2, 3, 5], 2), ([2, 0, 3], 2), ([2, 3, 0], 2)])
        {
            foreach (bool flattened in (bool[])[false, true])
            {
                string what = $"{new Shape(shape)} along {axis}{(flattened ? " and on" : "")}";
                yield return new OperatorCase($"Softmax {what}", new Softmax(axis, flattened), new Shape(shape)) { Values = [Draws.Scaled(3)] };
                yield return new OperatorCase($"LogSoftmax {what}", new LogSoftmax(axis, flattened), new Shape(shape)) { Values = [Draws.Scaled(3)] };
            }
        }

        yield return new OperatorCase("Softmax of pictures, long", new Softmax(1), new Shape(2, 40, 31, 14)) { Values = [Draws.Scaled(3)] };
        yield return new OperatorCase("LogSoftmax, far out", new LogSoftmax(), new Shape(3, 11)) { Values = [Draws.Uniform(-300, 300)] };
        yield return new OperatorCase("LogSoftmax, many rows", new LogSoftmax(), new Shape(700, 33));
    }

    private static Draw DrawOf(Reduction function) => function switch
    {
        Reduction.LogSum => Draws.Uniform(0.5, 2),
        Reduction.Prod => Draws.Uniform(0.8, 1.2),
        _ => Draws.Normal,
    };
}
