using Pointwise.Costs;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;

namespace Pointwise.Inference.Dense;

/// <summary>Where the cells of a map lie. Cell [row,column] answers for the window that begins at row * stride, column * stride of the resized picture.</summary>
/// <param name="PictureHeight">Rows of the picture as it was given.</param>
/// <param name="PictureWidth">Its columns.</param>
/// <param name="Height">Rows of the resized picture that the network saw.</param>
/// <param name="Width">Its columns.</param>
/// <param name="WindowHeight">Rows of the network's own input.</param>
/// <param name="WindowWidth">Its columns.</param>
/// <param name="Field">
/// What a cell depends on, in pixels of the resized picture; it is larger than the window where the network pads, for a cell then sees pixels of the
/// larger picture where the window's own edge would have given zeros.
/// </param>
public sealed record DenseGrid(int PictureHeight, int PictureWidth, int Height, int Width, int WindowHeight, int WindowWidth, ReceptiveField Field)
{
    /// <summary>Rows of the resized picture from one row of cells to the next.</summary>
    public int StrideY => (int)Field.JumpH;

    /// <summary>Columns of the resized picture from one column of cells to the next.</summary>
    public int StrideX => (int)Field.JumpW;

    /// <summary>The middles of the cells' windows on the picture as it was given.</summary>
    public MapPlacement Placement => new(WindowHeight * ScaleY / 2, WindowWidth * ScaleX / 2, StrideY * ScaleY, StrideX * ScaleX);

    private double ScaleY => (double)PictureHeight / Height;

    private double ScaleX => (double)PictureWidth / Width;

    /// <summary>The part of the picture as it was given that a cell answers for.</summary>
    /// <param name="row">The cell's row.</param>
    /// <param name="column">Its column.</param>
    public Region Place(int row, int column) => new(
        (float)(column * StrideX * ScaleX), (float)(row * StrideY * ScaleY),
        (float)Math.Min(PictureWidth, (column * StrideX + WindowWidth) * ScaleX), (float)Math.Min(PictureHeight, (row * StrideY + WindowHeight) * ScaleY));

    /// <summary>Whether all that a cell depends on lies within the picture, so that no padding is seen: any larger picture gives it the same scores.</summary>
    /// <param name="row">The cell's row.</param>
    /// <param name="column">Its column.</param>
    public bool IsInner(int row, int column)
    {
        long top = row * Field.JumpH + Field.Top, left = column * Field.JumpW + Field.Left;
        return top >= 0 && left >= 0 && top + Field.Height <= Height && left + Field.Width <= Width;
    }
}
