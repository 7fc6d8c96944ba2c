using System.Numerics.Tensors;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// Lays buffers with lifetimes into one block so that those alive at the same time do not overlap: each at the lowest place that is free
/// for as long as it lives, in the best of four orders: the largest first, by time from either end, or what is alive at the fullest moments first;
/// then with what came to lie highest first, as long as that helps. Every buffer starts on a cache line.
/// </summary>
internal sealed class Packing
{
    private const int MostRounds = 64;
    private const long MostWork = 10_000_000;
    private readonly List<Buffer> buffers = [];

    /// <summary>The block's size in floats, once packed.</summary>
    public long Floats { get; private set; }

    /// <summary>The most floats alive at one time: no packing can do with less.</summary>
    public long LeastFloats => buffers.Count == 0 ? 0 : AliveFloats().Max();

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
        long[] alive = AliveFloats();
        Buffer[] fullestTimeFirst = [.. buffers.OrderByDescending(b => TensorPrimitives.Max<long>(alive.AsSpan(b.First, b.Last - b.First + 1))).ThenByDescending(b => b.Floats)];
        Buffer[] best = new[] { largestFirst, earliestFirst, latestFirst, fullestTimeFirst }.MinBy(Place)!;
        Place(Improved(best, rounds: (int)Math.Min(MostRounds, MostWork / Math.Max(1, (long)best.Length * best.Length))));
    }

    /// <summary>The order with what ends up highest put first, again and again, where that needs less.</summary>
    private Buffer[] Improved(Buffer[] best, int rounds)
    {
        (long least, long wanted) = (Place(best), LeastFloats);
        List<Buffer> order = [.. best];
        for (int i = 0; i < rounds && least > wanted; i++)
        {
            Buffer highest = order.MaxBy(b => b.Offset + b.Floats)!;
            order.Remove(highest);
            order.Insert(0, highest);
            if (Place([.. order]) >= least) continue;
            (best, least) = ([.. order], Floats);
        }

        return best;
    }

    /// <summary>For each moment the floats alive then.</summary>
    private long[] AliveFloats()
    {
        var alive = new long[buffers.Select(b => b.Last).DefaultIfEmpty(-1).Max() + 2];
        foreach (Buffer buffer in buffers)
        {
            alive[buffer.First] += buffer.Floats;
            alive[buffer.Last + 1] -= buffer.Floats;
        }

        for (int time = 1; time < alive.Length; time++) alive[time] += alive[time - 1];
        return alive;
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
