using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data.Augmenting;

/// <summary>The part of a picture that a network gets, and how it is resized; the same draws give the same part of picture and mask.</summary>
/// <param name="Top">The part's first row.</param>
/// <param name="Left">Its first column.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Window">The window of the resized part.</param>
internal readonly record struct DrawnPart(int Top, int Left, int Height, int Width, PixelWindow Window)
{
    /// <summary>Draws it.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <param name="augmentation">What is drawn.</param>
    /// <param name="draws">The picture's numbers.</param>
    /// <exception cref="PointwiseException">The picture is too small for the crop, or has another size where none is resized.</exception>
    public static DrawnPart Of(string where, Picture picture, Shape input, Preprocessing preprocessing, Augmentation augmentation, PictureDraws draws)
    {
        if (augmentation.AreaCrop is { } crop)
        {
            (int top, int left, int height, int width) = crop.Draw(ref draws, picture.Height, picture.Width);
            return new DrawnPart(top, left, height, width, new PixelWindow(Cropping.Whole(height, width), input.H, input.W, 0, 0));
        }

        if (augmentation.ScaledCrop is { } scaled)
        {
            (long ownHeight, long ownWidth) = preprocessing is { ResizeShortSide: 0, Stretch: false } ? (picture.Height, picture.Width) : Cropping.Resized(where, picture, input, preprocessing);
            (long height, long width, long top, long left) = scaled.Draw(ref draws, ownHeight, ownWidth, input.H, input.W);
            return Whole(picture, new PixelWindow(Cropping.Whole(picture.Height, picture.Width), height, width, top, left));
        }

        if (augmentation.PaddedCrop is { } pad)
        {
            (long height, long width) = Cropping.Resized(where, picture, input, preprocessing);
            Cropping.CheckHolds(where, input, height + 2 * pad, width + 2 * pad);
            long top = draws.Integer(height + 2 * pad - input.H + 1) - pad, left = draws.Integer(width + 2 * pad - input.W + 1) - pad;
            return Whole(picture, new PixelWindow(Cropping.Whole(picture.Height, picture.Width), height, width, top, left));
        }

        return Whole(picture, Cropping.Of(where, picture, input, preprocessing, default));
    }

    /// <summary>The part's rows of the whole picture's, or of its mask's.</summary>
    public PixelRows Rows(PixelRows whole) => whole.Part(Top, Left, Height, Width);

    private static DrawnPart Whole(Picture picture, PixelWindow window) => new(0, 0, picture.Height, picture.Width, window);
}
