using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>Cuts a worker's scratch memory into aligned parts.</summary>
internal unsafe ref struct Carver
{
    private byte* next;
    private readonly byte* end;

    /// <param name="memory">Whose memory.</param>
    /// <param name="bytes">The sum of the parts; room for aligning eight of them is added.</param>
    public Carver(ScratchMemory memory, long bytes)
    {
        bytes += 8 * Tensors.Arena.Alignment;
        next = memory.Bytes(bytes);
        end = next + bytes;
    }

    public void* Take(long bytes)
    {
        byte* part = next;
        next += (bytes + Tensors.Arena.Alignment - 1) / Tensors.Arena.Alignment * Tensors.Arena.Alignment;
        Debug.Assert(next <= end);
        return part;
    }
}
