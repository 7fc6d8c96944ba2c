using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Kernels;

/// <summary>Which lanes a kernel runs with.</summary>
internal enum LaneWidth
{
    One = 1,
    Four = 4,
    Eight = 8,
    Sixteen = 16,
}

internal static class LaneWidths
{
    /// <summary>
    /// The widest that this processor adds and multiplies fused with. Without fused multiply-add in hardware a vector's is
    /// emulated a hundred times slower, so scalar code serves there.
    /// </summary>
    public static LaneWidth Best
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? LaneWidth.Sixteen
            : Vector256.IsHardwareAccelerated && Fma.IsSupported ? LaneWidth.Eight
            : AdvSimd.IsSupported || Fma.IsSupported ? LaneWidth.Four
            : LaneWidth.One;
    }

    /// <summary>
    /// The width to run with where one is asked for: that one, or the best where code was compiled ahead. What follows from the best alone is known
    /// to such a compiler, and it leaves the kernels of the others out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneWidth Compiled(LaneWidth asked) => RuntimeFeature.IsDynamicCodeCompiled ? asked : Best;

    /// <summary>Whether this processor runs a width natively.</summary>
    public static bool IsSupported(LaneWidth width) => width <= Best;
}
