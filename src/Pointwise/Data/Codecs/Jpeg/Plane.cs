using System.Buffers;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// One component while a picture is decoded: the coefficients of one row of units, and the samples of the last two. Everything is in rented
/// memory that grows with the picture's width alone.
/// </summary>
internal sealed class Plane : IDisposable
{
    /// <summary>Bytes behind each row of samples, so that rows can be written and read in whole vectors.</summary>
    private const int Slack = 32;

    private readonly byte[] samples;

    /// <param name="frame">The frame.</param>
    /// <param name="component">Which of its components.</param>
    /// <param name="quantisers">64 factors.</param>
    /// <param name="blockSide">Samples of a decoded block's side: 8, 4, 2 or 1.</param>
    /// <param name="smallest">The smallest side of all planes' blocks: the picture's scale in eighths.</param>
    public Plane(Frame frame, FrameComponent component, short[] quantisers, int blockSide, int smallest)
    {
        (Component, Quantisers, BlockSide) = (component, quantisers, blockSide);
        (BlocksAcross, BlocksDown) = (frame.BlocksAcross(component), frame.BlocksDown(component));
        BlocksStored = frame.UnitsAcross * component.Horizontal;
        Width = Frame.Quotient(frame.Width * component.Horizontal * blockSide, frame.MaxHorizontal * Frame.BlockSide);
        Height = Frame.Quotient(frame.Height * component.Vertical * blockSide, frame.MaxVertical * Frame.BlockSide);
        Columns = frame.MaxHorizontal * smallest / (component.Horizontal * blockSide);
        Rows = frame.MaxVertical * smallest / (component.Vertical * blockSide);
        Stride = BlocksStored * blockSide + Slack;
        RingRows = 2 * component.Vertical * blockSide;
        Coefficients = ArrayPool<short>.Shared.Rent((BlocksStored * component.Vertical + 1) * Zigzag.Block);
        Lasts = ArrayPool<byte>.Shared.Rent(BlocksStored * component.Vertical + 1);
        samples = ArrayPool<byte>.Shared.Rent(RingRows * Stride);
        Coefficients.AsSpan().Clear();
    }

    public FrameComponent Component { get; }

    public short[] Quantisers { get; }

    /// <summary>Samples of a decoded block's side.</summary>
    public int BlockSide { get; }

    /// <summary>Columns of blocks that the picture reaches.</summary>
    public int BlocksAcross { get; }

    /// <summary>Rows of blocks that the picture reaches.</summary>
    public int BlocksDown { get; }

    /// <summary>Columns of blocks in whole units.</summary>
    public int BlocksStored { get; }

    /// <summary>Samples of a row that the picture reaches.</summary>
    public int Width { get; }

    /// <summary>Rows of samples that the picture reaches.</summary>
    public int Height { get; }

    /// <summary>Pixels of the picture from one sample to the next.</summary>
    public int Columns { get; }

    /// <summary>Rows of the picture from one row of samples to the next.</summary>
    public int Rows { get; }

    /// <summary>The coefficients of one row of units, block after block, and one block more.</summary>
    public short[] Coefficients { get; }

    /// <summary>By block: the last coefficient in zigzag order that may be other than zero.</summary>
    public byte[] Lasts { get; }

    private int Stride { get; }

    private int RingRows { get; }

    /// <summary>A row of samples; it stays until two rows of units later.</summary>
    public Span<byte> Row(int row) => samples.AsSpan(row % RingRows * Stride, Stride);

    /// <summary>Empties the coefficients for the next row of units.</summary>
    public void Clear()
    {
        Coefficients.AsSpan(0, BlocksStored * Component.Vertical * Zigzag.Block).Clear();
        Lasts.AsSpan().Clear();
    }

    /// <summary>Turns the coefficients of a row of units into samples.</summary>
    public void Transform(int unitRow)
    {
        int first = unitRow * Component.Vertical, rows = Math.Min(Component.Vertical, BlocksDown - first);
        for (int v = 0; v < rows; v++)
        {
            int block = v * BlocksStored, top = (first + v) * BlockSide % RingRows;
            InverseDct.Row(Coefficients.AsSpan(block * Zigzag.Block), Lasts.AsSpan(block), Quantisers, BlocksAcross, BlockSide, samples.AsSpan(top * Stride), Stride);
        }
    }

    public void Dispose()
    {
        ArrayPool<short>.Shared.Return(Coefficients);
        ArrayPool<byte>.Shared.Return(Lasts);
        ArrayPool<byte>.Shared.Return(samples);
    }
}
