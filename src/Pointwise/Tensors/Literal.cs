using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Pointwise.Tensors;

/// <summary>Values that are known before anything runs, row-major in spoken order (N,C,H,W for rank 4). Never changed.</summary>
public sealed class Literal : IEquatable<Literal>
{
    private const int Shown = 8;

    private Literal(Shape shape, ElementKind kind, ImmutableArray<long> integers, ImmutableArray<float> floats)
    {
        int given = kind == ElementKind.Float32 ? floats.Length : integers.Length;
        if (given != shape.Elements)
            throw new PointwiseException("literal", "values do not fill the shape", $"{shape.Elements} values for {shape}", $"{given}", "give one value an element");
        (Shape, Kind, Integers, Floats) = (shape, kind, integers, floats);
    }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>What the values are.</summary>
    public ElementKind Kind { get; }

    /// <summary>The values of <see cref="ElementKind.Int64"/>; 0 or 1 of <see cref="ElementKind.Boolean"/>; else none.</summary>
    public ImmutableArray<long> Integers { get; }

    /// <summary>The values of <see cref="ElementKind.Float32"/>, else none.</summary>
    public ImmutableArray<float> Floats { get; }

    /// <summary>Whole numbers.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="values">One value an element, row-major.</param>
    /// <exception cref="PointwiseException">The number of values is not the shape's.</exception>
    public static Literal Of(Shape shape, params ReadOnlySpan<long> values) => new(shape, ElementKind.Int64, [.. values], []);

    /// <summary>Floating-point numbers.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="values">One value an element, row-major.</param>
    /// <exception cref="PointwiseException">The number of values is not the shape's.</exception>
    public static Literal Of(Shape shape, params ReadOnlySpan<float> values) => new(shape, ElementKind.Float32, [], [.. values]);

    /// <summary>Truth values.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="values">One value an element, row-major.</param>
    /// <exception cref="PointwiseException">The number of values is not the shape's.</exception>
    public static Literal Of(Shape shape, params ReadOnlySpan<bool> values)
    {
        var integers = new long[values.Length];
        for (int i = 0; i < integers.Length; i++) integers[i] = values[i] ? 1 : 0;
        return new(shape, ElementKind.Boolean, ImmutableCollectionsMarshal.AsImmutableArray(integers), []);
    }

    /// <summary>Values that the caller hands over: integers, or 0 and 1, for <see cref="ElementKind.Boolean"/>.</summary>
    internal static Literal Owning(Shape shape, ElementKind kind, long[] integers) => new(shape, kind, ImmutableCollectionsMarshal.AsImmutableArray(integers), []);

    /// <summary>Values that the caller hands over.</summary>
    internal static Literal Owning(Shape shape, float[] floats) => new(shape, ElementKind.Float32, [], ImmutableCollectionsMarshal.AsImmutableArray(floats));

    /// <summary>Whether shape, kind and every value agree; floats by their bits.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(Literal? other) => ReferenceEquals(this, other)
        || (other is not null && Shape == other.Shape && Kind == other.Kind && Integers.AsSpan().SequenceEqual(other.Integers.AsSpan())
            && MemoryMarshal.AsBytes(Floats.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.Floats.AsSpan())));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Literal);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Shape);
        hash.Add(Kind);
        hash.AddBytes(MemoryMarshal.AsBytes(Integers.AsSpan()));
        hash.AddBytes(MemoryMarshal.AsBytes(Floats.AsSpan()));
        return hash.ToHashCode();
    }

    /// <summary>Shape and first values: [3] 1, 2, 3.</summary>
    public override string ToString()
    {
        string values = Kind == ElementKind.Float32 ? string.Join(", ", Floats.Take(Shown).Select(v => FormattableString.Invariant($"{v}"))) : string.Join(", ", Integers.Take(Shown));
        return $"{Shape} {values}{(Shape.Elements > Shown ? ", …" : "")}";
    }
}
