using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data.Augmenting;

/// <summary>
/// Makes a mask into the classes of a network's input, changed as its picture is by <see cref="AugmentedReader"/>: the same draws, the class of the
/// pixel where each place's middle falls. What lies outside the picture, and what is erased of it, is ignored. One caller at a time; its memory is used again.
/// </summary>
internal sealed class MaskReader(Shape input, Preprocessing preprocessing, Augmentation augmentation, ulong seed)
{
    private readonly Resampler resampler = new();
    private readonly RandomStream movements = AugmentedReader.Movements(seed), others = AugmentedReader.Stream(seed);
    private readonly byte[] classes = new byte[checked(input.H * input.W)];
    private readonly byte[] moved = new byte[augmentation.IsMoving ? input.H * input.W : 0];

    /// <summary>The class of every pixel of the input; they hold until the next call.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="pair">The picture and its mask.</param>
    /// <param name="epoch">Which epoch's changes.</param>
    /// <param name="index">The picture's index in its data set.</param>
    /// <exception cref="PointwiseException">It is too small for the crop, or has another size where none is resized.</exception>
    public Span<byte> Read(string where, PicturePair pair, int epoch, int index)
    {
        RandomStream random = others.Split((ulong)epoch);
        DrawnPart part = DrawnPart.Of(where, pair.Picture, input, preprocessing, augmentation, PictureDraws.For(random, index, PictureDraws.Use.Crop));
        resampler.Read(part.Rows(pair.Mask.Rows), part.Window, Interpolation.Nearest, 1, input.H, input.W, classes, Mask.Ignored);
        if (augmentation.Flip > 0 && PictureDraws.For(random, index, PictureDraws.Use.Flip).Happens(augmentation.Flip))
        {
            for (int y = 0; y < input.H; y++) classes.AsSpan(y * input.W, input.W).Reverse();
        }

        Span<byte> read = classes;
        if (augmentation.IsMoving)
        {
            augmentation.Draw(movements.Split((ulong)epoch), index).ReadNearest(classes, input.H, input.W, moved, Mask.Ignored);
            read = moved;
        }

        PictureDraws erasing = PictureDraws.For(random, index, PictureDraws.Use.Erasing);
        if (augmentation.Erasing?.Draw(ref erasing, input) is { } erased)
        {
            for (int y = erased.Top; y < erased.Top + erased.Height; y++) read.Slice(y * input.W + erased.Left, erased.Width).Fill(Mask.Ignored);
        }

        return read;
    }
}
