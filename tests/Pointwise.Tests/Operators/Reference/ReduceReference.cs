using Pointwise.Operators.General;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Elements gathered for each place of what is left, then reduced; of whole numbers the result is cut towards 0.</summary>
internal sealed class ReduceReference(Reduce op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0];
        bool[] reduced = Reduced(inputs);
        var kept = new Field([.. x.Extents.Select((e, axis) => reduced[axis] ? 1 : e)]);
        var lists = new List<double>[kept.Values.Length];
        for (int i = 0; i < lists.Length; i++) lists[i] = [];
        for (int i = 0; i < x.Values.Length; i++) lists[Left(kept, reduced, Places.Of(x.Extents, i))].Add(x.Values[i]);
        var y = new Field(op.KeepDims ? kept.Extents : [.. x.Extents.Where((_, axis) => !reduced[axis])]);
        for (int i = 0; i < lists.Length; i++) y.Values[i] = Value(lists[i]);
        return x.Values.All(double.IsInteger) ? y.Map(Math.Truncate) : y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        bool[] reduced = Reduced(inputs);
        Field dx = inputs[0].ZerosLike(), kept = new([.. dx.Extents.Select((e, axis) => reduced[axis] ? 1 : e)]);
        double share = op.Function == Reduction.Mean ? (double)kept.Values.Length / dx.Values.Length : 1;
        for (int i = 0; i < dx.Values.Length; i++) dx.Values[i] = share * outputGradient.Values[Left(kept, reduced, Places.Of(dx.Extents, i))];
        return new Gradients([dx, .. inputs.Skip(1).Select(_ => (Field?)null)], []);
    }

    private bool[] Reduced(Field[] inputs)
    {
        int rank = inputs[0].Extents.Length;
        int[] axes = inputs.Length > 1 ? [.. inputs[1].Values.Select(v => (int)v)] : op.Axes.AsSpan().ToArray();
        if (axes.Length == 0 && !op.NoopWithEmptyAxes) return [.. Enumerable.Repeat(true, rank)];
        var reduced = new bool[rank];
        foreach (int axis in axes) reduced[Places.Axis(axis, rank)] = true;
        return reduced;
    }

    private static int Left(Field kept, bool[] reduced, int[] place) => Places.Index(kept.Extents, [.. place.Select((p, axis) => reduced[axis] ? 0 : p)]);

    private double Value(List<double> values) => op.Function switch
    {
        Reduction.L1 => values.Sum(Math.Abs),
        Reduction.L2 => Math.Sqrt(values.Sum(v => v * v)),
        Reduction.LogSum => Math.Log(values.Sum()),
        Reduction.Max => values.DefaultIfEmpty(double.NegativeInfinity).Max(),
        Reduction.Mean => values.DefaultIfEmpty(double.NaN).Average(),
        Reduction.Min => values.DefaultIfEmpty(double.PositiveInfinity).Min(),
        Reduction.Prod => values.Aggregate(1.0, (a, b) => a * b),
        Reduction.Sum => values.Sum(),
        Reduction.SumSquare => values.Sum(v => v * v),
        _ => throw new NotSupportedException($"{op.Function}"),
    };
}
