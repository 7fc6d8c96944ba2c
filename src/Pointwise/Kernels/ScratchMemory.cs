using System.Runtime.InteropServices;

namespace Pointwise.Kernels;

/// <summary>Native memory of one worker that grows to the largest need and is then reused: what is in it holds for one call.</summary>
internal sealed unsafe class ScratchMemory : IDisposable
{
    private void* block;
    private nuint size;

    ~ScratchMemory() => NativeMemory.AlignedFree(block);

    /// <summary>At least so many bytes, aligned to 64, of any content.</summary>
    public byte* Bytes(long bytes)
    {
        if ((nuint)bytes > size)
        {
            NativeMemory.AlignedFree(block);
            size = ((nuint)bytes + 4095) & ~(nuint)4095;
            block = NativeMemory.AlignedAlloc(size, 64);
        }

        return (byte*)block;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(block);
        block = null;
        size = 0;
        GC.SuppressFinalize(this);
    }
}
