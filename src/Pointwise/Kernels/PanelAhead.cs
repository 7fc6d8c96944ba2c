namespace Pointwise.Kernels;

/// <summary>Hands out a panel of weights to the tiles of the one before it, so that it comes from memory while they multiply.</summary>
/// <param name="layout">How the weights lie.</param>
/// <param name="panel">The panel that comes next.</param>
/// <param name="tiles">Tiles of the present one.</param>
internal unsafe ref struct PanelAhead(PanelLayout layout, int panel, int tiles)
{
    private readonly long first = layout.Offset(panel);
    private int taken;

    /// <summary>Floats from one step of depth to the next.</summary>
    public nint Step { get; } = (layout.Width(panel) + tiles - 1) / tiles;

    /// <summary>Where the next tile's share begins.</summary>
    public float* Take(float* weights) => weights + first + taken++ * (long)Step * layout.Depth;
}
