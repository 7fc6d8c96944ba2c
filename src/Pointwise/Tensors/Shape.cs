using System.Runtime.CompilerServices;

namespace Pointwise.Tensors;

/// <summary>The extents of a tensor, rank 0 to 8, spoken as papers do: N,C,H,W for a batch of pictures, N,C for a batch of vectors.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The highest rank.</summary>
    public const int MaxRank = 8;

    /// <summary>The most elements a tensor may have: 2^40.</summary>
    public const long MaxElements = Limits.MostElements;

    private readonly Extents extents;

    /// <summary>Creates a shape.</summary>
    /// <param name="extents">The extents in spoken order; each at least 0.</param>
    /// <exception cref="PointwiseException">More than 8 extents, a negative one, or more than 2^40 elements.</exception>
    public Shape(params ReadOnlySpan<int> extents)
    {
        if (extents.Length > MaxRank)
            throw new PointwiseException("shape", "too many extents", $"rank 0 to {MaxRank}", $"rank {extents.Length}", "reshape to fewer dimensions");
        long elements = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            if (extents[i] < 0)
                throw new PointwiseException("shape", "negative extent", "every extent 0 or more", $"extent {i} is {extents[i]}", "give the real size");
            if (extents[i] > 0 && elements > MaxElements / extents[i])
                throw new PointwiseException("shape", "too many elements", $"at most 2^40 elements", $"[{string.Join(',', extents.ToArray())}]", "use a smaller shape");
            elements *= extents[i];
            this.extents[i] = extents[i];
        }

        Rank = extents.Length;
    }

    /// <summary>The number of extents.</summary>
    public int Rank { get; }

    /// <summary>The product of the extents; 1 for rank 0.</summary>
    public long Elements
    {
        get
        {
            long elements = 1;
            for (int i = 0; i < Rank; i++) elements *= extents[i];
            return elements;
        }
    }

    /// <summary>One extent in spoken order.</summary>
    /// <param name="index">0 to <see cref="Rank"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such extent.</exception>
    public int this[int index] => (uint)index < (uint)Rank ? extents[index] : throw new ArgumentOutOfRangeException(nameof(index), index, $"rank {Rank}");

    /// <summary>Pictures or vectors in the batch: the first extent, 1 for rank 0.</summary>
    public int N => Rank > 0 ? extents[0] : 1;

    /// <summary>Channels: the second extent, 1 where there is none.</summary>
    public int C => Rank > 1 ? extents[1] : 1;

    /// <summary>Height in pixels: the third extent, 1 where there is none.</summary>
    public int H => Rank > 2 ? extents[2] : 1;

    /// <summary>Width in pixels: the fourth extent, 1 where there is none.</summary>
    public int W => Rank > 3 ? extents[3] : 1;

    /// <summary>Whether this is a batch of pictures, [N,C,H,W].</summary>
    public bool IsImage => Rank == 4;

    /// <summary>The same shape with another first extent.</summary>
    /// <param name="n">The new batch.</param>
    public Shape WithBatch(int n)
    {
        Span<int> copy = stackalloc int[MaxRank];
        for (int i = 0; i < Rank; i++) copy[i] = extents[i];
        copy[0] = n;
        return new Shape(copy[..Math.Max(Rank, 1)]);
    }

    /// <summary>As written on the command line: HxWxC for pictures (28x28x192), else the extents after the batch.</summary>
    public string ToPicture() => Rank switch
    {
        4 => $"{H}x{W}x{C}",
        2 => $"1x1x{C}",
        _ => ToString(),
    };

    /// <summary>The extents in brackets: [1,192,28,28].</summary>
    public override string ToString() => $"[{string.Join(',', ToArray())}]";

    /// <summary>The extents as an array.</summary>
    public int[] ToArray()
    {
        var copy = new int[Rank];
        for (int i = 0; i < Rank; i++) copy[i] = extents[i];
        return copy;
    }

    /// <inheritdoc/>
    public bool Equals(Shape other)
    {
        if (Rank != other.Rank) return false;
        for (int i = 0; i < Rank; i++)
            if (extents[i] != other.extents[i]) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (int i = 0; i < Rank; i++) hash.Add(extents[i]);
        return hash.ToHashCode();
    }

    /// <summary>Whether rank and every extent agree.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether rank or some extent differs.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    [InlineArray(MaxRank)]
    private struct Extents
    {
        private int first;
    }
}
