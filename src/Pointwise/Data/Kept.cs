namespace Pointwise.Data;

/// <summary>Things that are kept by their numbers as long as there is room for them. Several threads may use it at once.</summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class Kept<T>
    where T : class
{
    private const int ShareOfMemory = 4;
    private readonly T?[] items;
    private readonly long room;
    private long held;

    /// <param name="where">Whose they are, for errors.</param>
    /// <param name="count">How many there may be.</param>
    /// <param name="room">Bytes that they may have together; null for a quarter of the memory that there is.</param>
    /// <exception cref="PointwiseException">The room is negative.</exception>
    public Kept(string where, int count, long? room)
    {
        if (room < 0) throw new PointwiseException($"{where}: cache", "out of range", "a room of 0 or more", $"{room} bytes", "correct it");
        (items, this.room) = (new T?[count], room ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory);
    }

    /// <summary>Bytes that are held.</summary>
    public long Held => Interlocked.Read(ref held);

    /// <summary>What is kept under a number; null where nothing is.</summary>
    public T? this[int index] => Volatile.Read(ref items[index]);

    /// <summary>Keeps something where there is room.</summary>
    /// <returns>The same thing.</returns>
    public T Offer(int index, T item, long bytes)
    {
        if (Interlocked.Add(ref held, bytes) > room || Interlocked.CompareExchange(ref items[index], item, null) is not null) Interlocked.Add(ref held, -bytes);
        return item;
    }
}
