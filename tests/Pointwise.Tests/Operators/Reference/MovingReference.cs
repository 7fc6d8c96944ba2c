namespace Pointwise.Tests.Operators.Reference;

/// <summary>What only moves values: every element of the result is one of an input's, or a constant. Gradients go back the way the values came.</summary>
internal abstract class MovingReference : OperatorReference
{
    /// <summary>The result's extents.</summary>
    protected abstract int[] Extents(Field[] inputs);

    /// <summary>The place of the first input that a place of the result shows; null where it shows <see cref="Filler"/>.</summary>
    protected abstract int[]? Source(Field[] inputs, int[] place);

    /// <summary>Which input it is.</summary>
    protected virtual int InputOf(Field[] inputs, int[] place) => 0;

    protected virtual double Filler(Field[] inputs) => 0;

    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        var y = new Field(Extents(inputs));
        for (int i = 0; i < y.Values.Length; i++)
        {
            int[] place = Places.Of(y.Extents, i);
            Field x = inputs[InputOf(inputs, place)];
            y.Values[i] = Source(inputs, place) is { } source ? x.Values[Places.Index(x.Extents, source)] : Filler(inputs);
        }

        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field[] gradients = [.. inputs.Select(i => i.ZerosLike())];
        for (int i = 0; i < outputGradient.Values.Length; i++)
        {
            int[] place = Places.Of(outputGradient.Extents, i);
            Field dx = gradients[InputOf(inputs, place)];
            if (Source(inputs, place) is { } source) dx.Values[Places.Index(dx.Extents, source)] += outputGradient.Values[i];
        }

        return new Gradients([.. gradients.Select((g, i) => i == 0 || SendsToAll ? g : null)], []);
    }

    protected virtual bool SendsToAll => false;
}

/// <summary>Places of row-major fields.</summary>
internal static class Places
{
    public static int[] Of(int[] extents, int index)
    {
        var place = new int[extents.Length];
        for (int i = extents.Length - 1; i >= 0; index /= extents[i--]) place[i] = index % extents[i];
        return place;
    }

    public static int Index(int[] extents, int[] place)
    {
        int index = 0;
        for (int i = 0; i < extents.Length; i++) index = index * extents[i] + place[i];
        return index;
    }

    /// <summary>An axis counted from the first.</summary>
    public static int Axis(int axis, int rank) => axis < 0 ? axis + rank : axis;
}
