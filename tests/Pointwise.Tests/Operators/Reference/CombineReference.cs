using Pointwise.Operators.General;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Numpy's broadcasting, place by place.</summary>
internal static class Broadcasting
{
    public static int[] Extents(params Field[] inputs)
    {
        var extents = new int[inputs.Max(i => i.Extents.Length)];
        for (int i = 1; i <= extents.Length; i++)
        {
            int[] all = [.. inputs.Where(x => x.Extents.Length >= i).Select(x => x.Extents[^i])];
            extents[^i] = all.Contains(0) ? 0 : all.Max();
        }

        return extents;
    }

    /// <summary>The index of a value's element at a place of the result.</summary>
    public static int Index(Field value, int[] place)
    {
        int[] own = place[(place.Length - value.Extents.Length)..];
        return Places.Index(value.Extents, [.. own.Select((p, axis) => value.Extents[axis] == 1 ? 0 : p)]);
    }
}

/// <summary>A function of all values at each place; where the first is whole numbers it is cut towards 0.</summary>
internal sealed class CombineReference(Combination function) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        var y = new Field(Broadcasting.Extents(inputs));
        for (int i = 0; i < y.Values.Length; i++) y.Values[i] = Value([.. At(inputs, Places.Of(y.Extents, i))]);
        return inputs[0].Values.All(double.IsInteger) ? y.Map(Math.Truncate) : y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field[] gradients = [.. inputs.Select(x => x.ZerosLike())];
        for (int i = 0; i < outputGradient.Values.Length; i++)
        {
            int[] place = Places.Of(outputGradient.Extents, i);
            double[] values = [.. At(inputs, place)];
            for (int k = 0; k < inputs.Length; k++)
                gradients[k].Values[Broadcasting.Index(inputs[k], place)] += outputGradient.Values[i] * Slope(values, k);
        }

        return new Gradients(gradients, []);
    }

    private static IEnumerable<double> At(Field[] inputs, int[] place) => inputs.Select(x => x.Values[Broadcasting.Index(x, place)]);

    private double Value(double[] v) => function switch
    {
        Combination.Add => v.Sum(),
        Combination.And => Truth(v[0] != 0 && v[1] != 0),
        Combination.Div => v[0] / v[1],
        Combination.Equal => Truth(v[0] == v[1]),
        Combination.FMod => v[0] - Math.Truncate(v[0] / v[1]) * v[1],
        Combination.Greater => Truth(v[0] > v[1]),
        Combination.GreaterOrEqual => Truth(v[0] >= v[1]),
        Combination.Less => Truth(v[0] < v[1]),
        Combination.LessOrEqual => Truth(v[0] <= v[1]),
        Combination.Max => v.Max(),
        Combination.Mean => v.Average(),
        Combination.Min => v.Min(),
        Combination.Mod => v[0] - Math.Floor(v[0] / v[1]) * v[1],
        Combination.Mul => v[0] * v[1],
        Combination.Or => Truth(v[0] != 0 || v[1] != 0),
        Combination.Pow => Math.Pow(v[0], v[1]),
        Combination.Sub => v[0] - v[1],
        Combination.Xor => Truth(v[0] != v[1]),
        _ => throw new NotSupportedException($"{function}"),
    };

    private double Slope(double[] v, int k) => function switch
    {
        Combination.Add => 1,
        Combination.Div => k == 0 ? 1 / v[1] : -v[0] / (v[1] * v[1]),
        Combination.Mean => 1.0 / v.Length,
        Combination.Mul => v[1 - k],
        Combination.Sub => k == 0 ? 1 : -1,
        _ => throw new NotSupportedException($"{function}"),
    };

    private static double Truth(bool value) => value ? 1 : 0;
}

/// <summary>One of two values at each place.</summary>
internal sealed class WhereReference : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        var y = new Field(Broadcasting.Extents(inputs));
        for (int i = 0; i < y.Values.Length; i++)
        {
            int[] place = Places.Of(y.Extents, i);
            Field x = inputs[0].Values[Broadcasting.Index(inputs[0], place)] != 0 ? inputs[1] : inputs[2];
            y.Values[i] = x.Values[Broadcasting.Index(x, place)];
        }

        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => throw new NotSupportedException();
}
