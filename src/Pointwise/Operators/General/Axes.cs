using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Pointwise.Operators.General;

/// <summary>A list of axes, or of numbers one an axis, that is equal to another of the same numbers.</summary>
[CollectionBuilder(typeof(Axes), nameof(Of))]
public readonly struct Axes : IEquatable<Axes>
{
    private readonly ImmutableArray<int> numbers;

    private Axes(ImmutableArray<int> numbers) => this.numbers = numbers;

    /// <summary>How many there are.</summary>
    public int Count => numbers.IsDefault ? 0 : numbers.Length;

    /// <summary>One of them.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public int this[int index] => AsSpan()[index];

    /// <summary>Makes a list.</summary>
    /// <param name="numbers">What is in it.</param>
    public static Axes Of(ReadOnlySpan<int> numbers) => new([.. numbers]);

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<int> AsSpan() => numbers.IsDefault ? [] : numbers.AsSpan();

    /// <summary>Walks through the numbers.</summary>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Axes other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Axes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int number in AsSpan()) hash.Add(number);
        return hash.ToHashCode();
    }

    /// <summary>The numbers in brackets.</summary>
    public override string ToString() => $"[{string.Join(',', AsSpan().ToArray())}]";

    /// <summary>Whether the numbers are the same.</summary>
    public static bool operator ==(Axes left, Axes right) => left.Equals(right);

    /// <summary>Whether the numbers differ.</summary>
    public static bool operator !=(Axes left, Axes right) => !left.Equals(right);

    /// <summary>As attributes hold them.</summary>
    internal long[] ToLongs()
    {
        var longs = new long[Count];
        for (int i = 0; i < longs.Length; i++) longs[i] = this[i];
        return longs;
    }

    /// <summary>For each axis of a value whether it is listed; negative ones count from the last.</summary>
    /// <exception cref="PointwiseException">One is out of range, or listed twice.</exception>
    internal bool[] Listed(int rank)
    {
        var listed = new bool[rank];
        foreach (int axis in AsSpan())
        {
            int place = Require.Axis(axis, rank);
            if (listed[place]) throw new PointwiseException("axes", "an axis is named twice", "every axis once", ToString(), "correct the axes");
            listed[place] = true;
        }

        return listed;
    }
}
