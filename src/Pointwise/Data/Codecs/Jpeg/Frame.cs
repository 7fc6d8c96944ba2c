namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>What a frame's header says (ITU-T T.81, B.2.2).</summary>
/// <param name="Position">The byte of its marker.</param>
/// <param name="IsProgressive">Whether coefficients come in several passes.</param>
/// <param name="Height">In pixels; 0 where it follows the first scan.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Components">The planes it is made of.</param>
internal sealed record Frame(int Position, bool IsProgressive, int Height, int Width, IReadOnlyList<FrameComponent> Components)
{
    /// <summary>Samples of a block's side.</summary>
    public const int BlockSide = 8;

    public int MaxHorizontal { get; } = Components.Max(c => c.Horizontal);

    public int MaxVertical { get; } = Components.Max(c => c.Vertical);

    /// <summary>Columns of the units that interleaved scans are coded in.</summary>
    public int UnitsAcross => Quotient(Width, BlockSide * MaxHorizontal);

    /// <summary>Rows of these units.</summary>
    public int UnitsDown => Quotient(Height, BlockSide * MaxVertical);

    /// <summary>Columns of a component's blocks that the picture reaches.</summary>
    public int BlocksAcross(FrameComponent component) => Quotient(Width * component.Horizontal, BlockSide * MaxHorizontal);

    /// <summary>Rows of a component's blocks that the picture reaches.</summary>
    public int BlocksDown(FrameComponent component) => Quotient(Height * component.Vertical, BlockSide * MaxVertical);

    /// <summary>A quotient, rounded up.</summary>
    public static int Quotient(int dividend, int divisor) => (dividend + divisor - 1) / divisor;
}

/// <summary>A plane of a frame.</summary>
/// <param name="Identifier">Its name in the scans' headers.</param>
/// <param name="Horizontal">Blocks side by side in a unit, 1 to 4.</param>
/// <param name="Vertical">Blocks upon each other in a unit, 1 to 4.</param>
/// <param name="Quantiser">Which table its coefficients are multiplied by.</param>
internal sealed record FrameComponent(byte Identifier, int Horizontal, int Vertical, int Quantiser);
