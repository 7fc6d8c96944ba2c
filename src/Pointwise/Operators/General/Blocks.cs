using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Blocks of pixels as channels: both sides' elements as [N, C, H, block row, W, block column].</summary>
internal static class Blocks
{
    /// <summary>Pictures [N,C,H*b,W*b].</summary>
    public static View Pixels(View pictures, int block) => pictures.Divide(2, block).Divide(4, block);

    /// <summary>Pictures [N,C*b*b,H,W], a block's pixels before the channels or behind them.</summary>
    public static View Channels(View pictures, int block, bool pixelsFirst)
    {
        int channels = pictures.Extent(1) / (block * block);
        return pixelsFirst
            ? pictures.Divide(1, block * channels).Divide(2, channels).Permute([0, 3, 4, 1, 5, 2])
            : pictures.Divide(1, block * block).Divide(2, block).Permute([0, 1, 4, 2, 5, 3]);
    }

    public static Shape Check(ReadOnlySpan<ValueInfo> inputs, int block)
    {
        Require.Inputs(inputs, 1, 1);
        Require.Image(inputs[0].Shape);
        Require.Range("blocksize", block, 1, 1024);
        return inputs[0].Shape;
    }
}
