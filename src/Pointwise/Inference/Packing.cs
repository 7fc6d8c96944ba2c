using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// Lays buffers with lifetimes into one block so that those alive at the same time do not overlap: each at the lowest place that is free
/// for as long as it lives, the largest first, or in order of time where that needs less. Every buffer starts on a cache line.
/// </summary>
internal sealed class Packing
{
    private readonly List<Buffer> buffers = [];

    /// <summary>The block's size in floats, once packed.</summary>
    public long Floats { get; private set; }

    /// <summary>The most floats alive at one time: no packing can do with less.</summary>
    public long LeastFloats
    {
        get
        {
            long most = 0;
            foreach (Buffer at in buffers)
                most = Math.Max(most, buffers.Where(b => b.First <= at.First && at.First <= b.Last).Sum(b => b.Floats));
            return most;
        }
    }

    /// <summary>Asks for memory.</summary>
    /// <param name="floats">Its size.</param>
    /// <param name="first">The first moment it is used.</param>
    /// <param name="last">The last moment it is used; another buffer may take its place at the next.</param>
    /// <returns>What <see cref="Offset"/> is asked with.</returns>
    public int Add(long floats, int first, int last)
    {
        buffers.Add(new Buffer(Arena.RoundUp(floats), first, last));
        return buffers.Count - 1;
    }

    /// <summary>Where a buffer starts, once packed.</summary>
    public long Offset(int buffer) => buffers[buffer].Offset;

    /// <summary>Gives every buffer its place.</summary>
    public void Pack()
    {
        Buffer[] largestFirst = [.. buffers.OrderByDescending(b => b.Floats)];
        Buffer[] earliestFirst = [.. buffers.OrderBy(b => b.First).ThenByDescending(b => b.Floats)];
        Buffer[] latestFirst = [.. buffers.OrderByDescending(b => b.Last).ThenByDescending(b => b.Floats)];
        Place(new[] { largestFirst, earliestFirst, latestFirst }.MinBy(Place)!);
    }

    private long Place(Buffer[] order)
    {
        Floats = 0;
        var placed = new List<Buffer>(order.Length);
        foreach (Buffer buffer in order)
        {
            buffer.Offset = LowestGap(placed, buffer);
            Floats = Math.Max(Floats, buffer.Offset + buffer.Floats);
            int index = placed.FindIndex(b => b.Offset > buffer.Offset);
            placed.Insert(index < 0 ? placed.Count : index, buffer);
        }

        return Floats;
    }

    private static long LowestGap(List<Buffer> placedByOffset, Buffer buffer)
    {
        long offset = 0;
        foreach (Buffer other in placedByOffset)
        {
            if (other.Last < buffer.First || buffer.Last < other.First) continue;
            if (offset + buffer.Floats <= other.Offset) break;
            offset = Math.Max(offset, other.Offset + other.Floats);
        }

        return offset;
    }

    private sealed class Buffer(long floats, int first, int last)
    {
        public long Floats { get; } = floats;

        public int First { get; } = first;

        public int Last { get; } = last;

        public long Offset { get; set; }
    }
}
