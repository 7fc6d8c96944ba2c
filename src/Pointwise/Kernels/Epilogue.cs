namespace Pointwise.Kernels;

/// <summary>
/// What happens to a finished sum before it is stored, as a type so that the tile compiles it in.
/// Each is written flat: nesting them doubles the calls to inline, and past the compiler's budget the tile's registers spill.
/// </summary>
internal unsafe interface IEpilogue
{
    /// <param name="sum">One vector of finished sums.</param>
    /// <param name="bias">The bias of these columns, a whole vector; read only where the epilogue adds one.</param>
    /// <param name="residual">The row that a shortcut adds at these columns; read only where the epilogue adds one.</param>
    static abstract TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>Whether <c>residual</c> is read.</summary>
    static abstract bool ReadsResidual { get; }
}

/// <summary>Stores the sum as it is.</summary>
internal readonly unsafe struct Plain : IEpilogue
{
    public static bool ReadsResidual => false;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => sum;
}

/// <summary>Adds a value per column.</summary>
internal readonly unsafe struct AddBias : IEpilogue
{
    public static bool ReadsResidual => false;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(sum, TLanes.Load(bias));
}

/// <summary>max(0, x); what is not a number stays so.</summary>
internal readonly unsafe struct Rectify : IEpilogue
{
    public static bool ReadsResidual => false;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Rectify(sum);
}

/// <summary>Adds a value per column, then max(0, x).</summary>
internal readonly unsafe struct AddBiasRectify : IEpilogue
{
    public static bool ReadsResidual => false;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Rectify(TLanes.Add(sum, TLanes.Load(bias)));
}

/// <summary>Adds a shortcut's row.</summary>
internal readonly unsafe struct AddResidual : IEpilogue
{
    public static bool ReadsResidual => true;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(sum, TLanes.Load(residual));
}

/// <summary>Adds a value per column and a shortcut's row.</summary>
internal readonly unsafe struct AddBiasResidual : IEpilogue
{
    public static bool ReadsResidual => true;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Add(TLanes.Add(sum, TLanes.Load(bias)), TLanes.Load(residual));
}

/// <summary>Adds a shortcut's row, then max(0, x).</summary>
internal readonly unsafe struct AddResidualRectify : IEpilogue
{
    public static bool ReadsResidual => true;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Rectify(TLanes.Add(sum, TLanes.Load(residual)));
}

/// <summary>Adds a value per column and a shortcut's row, then max(0, x).</summary>
internal readonly unsafe struct AddBiasResidualRectify : IEpilogue
{
    public static bool ReadsResidual => true;

    public static TVector Apply<TLanes, TVector>(TVector sum, float* bias, float* residual)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => TLanes.Rectify(TLanes.Add(TLanes.Add(sum, TLanes.Load(bias)), TLanes.Load(residual)));
}
