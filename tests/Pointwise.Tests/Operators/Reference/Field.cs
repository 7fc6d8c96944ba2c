using Pointwise.Tensors;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Values in double precision under spoken indices, row-major: n, c, h, w for pictures; fewer for vectors and scalars.</summary>
internal sealed class Field(params int[] extents)
{
    public int[] Extents { get; } = extents;

    public double[] Values { get; } = new double[extents.Aggregate(1, (product, extent) => product * extent)];

    public int N => Extent(0);

    public int C => Extent(1);

    public int H => Extent(2);

    public int W => Extent(3);

    /// <summary>Values from a channel to the next.</summary>
    public int Plane => H * W;

    public ref double this[int n, int c = 0, int h = 0, int w = 0] => ref Values[Index(n, c, h, w)];

    /// <summary>Where a value lies in <see cref="Values"/>.</summary>
    public int Index(int n, int c, int h, int w) => ((n * C + c) * H + h) * W + w;

    public double Largest => Values.Length == 0 ? 0 : Values.Max(Math.Abs);

    public static Field Of(Shape shape) => new(shape.ToArray());

    public static Field Of(Literal literal)
    {
        Field field = Of(literal.Shape);
        for (int i = 0; i < field.Values.Length; i++) field.Values[i] = literal.Kind == ElementKind.Float32 ? literal.Floats[i] : literal.Integers[i];
        return field;
    }

    public Field ZerosLike() => new(Extents);

    public Field Copy()
    {
        Field copy = ZerosLike();
        Values.CopyTo(copy.Values, 0);
        return copy;
    }

    public Field Map(Func<double, double> function)
    {
        Field result = ZerosLike();
        for (int i = 0; i < Values.Length; i++) result.Values[i] = function(Values[i]);
        return result;
    }

    /// <summary>One picture or vector of the batch.</summary>
    public Field Alone(int n)
    {
        var one = new Field([1, .. Extents[1..]]);
        Array.Copy(Values, n * one.Values.Length, one.Values, 0, one.Values.Length);
        return one;
    }

    /// <summary>An index of <see cref="Values"/> as [n,c,h,w].</summary>
    public string Place(int index)
    {
        var places = new int[Extents.Length];
        for (int i = Extents.Length - 1; i >= 0; index /= Extents[i--]) places[i] = index % Extents[i];
        return $"[{string.Join(',', places)}]";
    }

    private int Extent(int index) => index < Extents.Length ? Extents[index] : 1;
}
