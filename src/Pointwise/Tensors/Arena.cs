using System.Runtime.InteropServices;

namespace Pointwise.Tensors;

/// <summary>One native block of zeroed floats, aligned to 64 bytes, allocated once and freed once.</summary>
internal sealed unsafe class Arena : IDisposable
{
    /// <summary>Bytes that every block and every slice of it is aligned to: a cache line, and one 16-lane vector.</summary>
    public const int Alignment = 64;

    private const int FloatsPerLine = Alignment / sizeof(float);
    private float* block;

    public Arena(long floats)
    {
        Floats = RoundUp(floats);
        // one spare line: a vector load at the very end stays inside
        nuint bytes = ((nuint)Floats + FloatsPerLine) * sizeof(float);
        block = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(block, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    ~Arena() => Free();

    /// <summary>The size, in floats.</summary>
    public long Floats { get; }

    /// <summary>The address of the first float.</summary>
    public float* Data => block != null ? block : throw new ObjectDisposedException(nameof(Arena));

    /// <summary>Part of the block as a span.</summary>
    public Span<float> Span(long offset, int floats)
    {
        if (offset < 0 || floats < 0 || offset + floats > Floats)
            throw new ArgumentOutOfRangeException(nameof(offset), $"{offset}+{floats} of {Floats} floats");
        return new Span<float>(Data + offset, floats);
    }

    /// <summary>Floats rounded up to whole cache lines, so that what follows is aligned.</summary>
    public static long RoundUp(long floats) => (floats + FloatsPerLine - 1) / FloatsPerLine * FloatsPerLine;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (block == null) return;
        NativeMemory.AlignedFree(block);
        GC.RemoveMemoryPressure((Floats + FloatsPerLine) * sizeof(float));
        block = null;
    }
}
