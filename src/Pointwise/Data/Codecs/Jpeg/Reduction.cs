namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>At what part of its size a picture is decoded.</summary>
internal static class Reduction
{
    /// <summary>The smallest size whose short side is not below the wanted one, in eighths of the file's: 8, 4, 2 or 1.</summary>
    public static int Eighths(Frame frame, int shortSide)
    {
        if (shortSide <= 0) return Frame.BlockSide;
        int eighths = 1;
        while (eighths < Frame.BlockSide && Side(Math.Min(frame.Height, frame.Width), eighths) < shortSide) eighths *= 2;
        return eighths;
    }

    /// <summary>A side of the reduced picture.</summary>
    public static int Side(int side, int eighths) => Frame.Quotient(side * eighths, Frame.BlockSide);

    /// <summary>Samples of a component's decoded blocks: planes with fewer samples give up less of them, so that they need not be brought to the picture's size.</summary>
    public static int BlockSide(Frame frame, FrameComponent component, int eighths)
    {
        int side = eighths;
        while (side < Frame.BlockSide && frame.MaxHorizontal * eighths % (component.Horizontal * side * 2) == 0 && frame.MaxVertical * eighths % (component.Vertical * side * 2) == 0)
            side *= 2;
        return side;
    }
}
