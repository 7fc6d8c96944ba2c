using System.Globalization;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>
/// Which window of which resized picture a view is: the short side becomes so many pixels, the long one as many in proportion, rounded down;
/// a crop in the middle of an odd rest begins at the even one of the two pixels.
/// </summary>
internal static class Cropping
{
    /// <summary>The size that a preprocessing resizes a picture to.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">How.</param>
    /// <param name="shortSide">Another short side than the preprocessing's; 0 for none.</param>
    /// <exception cref="PointwiseException">The preprocessing does not resize, and the picture has another size than the input.</exception>
    public static (long Height, long Width) Resized(string where, Picture picture, Shape input, Preprocessing preprocessing, int shortSide = 0)
    {
        if (shortSide == 0) shortSide = preprocessing.ResizeShortSide;
        if (shortSide > 0) return ByShortSide(picture, shortSide);
        if (!preprocessing.Stretch && (picture.Height != input.H || picture.Width != input.W))
            throw new PointwiseException(where, "picture of another size", input.ToPicture(), $"{picture.Height}x{picture.Width}x{picture.Channels}", "resize the picture to the network's input");
        return (input.H, input.W);
    }

    /// <summary>The size that a picture has for a network that slides over all of it: the preprocessing's size times a scale; its own where none is asked for.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="input">The input that the network was made for, which has to fit in.</param>
    /// <param name="preprocessing">How.</param>
    /// <param name="scale">Above 0.</param>
    /// <param name="limits">The largest that a picture may become.</param>
    /// <exception cref="PointwiseException">The resized picture is smaller than the input, or too large.</exception>
    public static (int Height, int Width) Scaled(string where, Picture picture, Shape input, Preprocessing preprocessing, double scale, Limits limits)
    {
        int side = preprocessing.ResizeShortSide > 0 ? preprocessing.ResizeShortSide : preprocessing.Stretch ? Math.Min(input.H, input.W) : Math.Min(picture.Height, picture.Width);
        double wanted = Math.Round(side * scale);
        if (!(wanted >= 1 && wanted <= limits.PictureSide)) throw TooLarge(wanted);
        (long height, long width) = ByShortSide(picture, (int)wanted);
        if (Math.Max(height, width) > limits.PictureSide || height * width > limits.PicturePixels) throw TooLarge(wanted);
        if (height >= input.H && width >= input.W) return ((int)height, (int)width);
        throw new PointwiseException(where, $"too small at scale {scale.ToString(CultureInfo.InvariantCulture)}", $"at least {input.H}x{input.W}, what the network was made for", $"{height}x{width}", "name a larger scale, or use a larger picture");

        PointwiseException TooLarge(double shortSide) => new(where, $"impossible size at scale {scale.ToString(CultureInfo.InvariantCulture)}", $"1 to {limits.PictureSide} pixels a side, at most {limits.PicturePixels} in all",
            $"a short side of {shortSide.ToString(CultureInfo.InvariantCulture)} pixels", "name a smaller scale above 0");
    }

    /// <summary>The window of a view that is taken from the whole picture.</summary>
    /// <exception cref="PointwiseException">The resized picture is smaller than the network's input.</exception>
    public static PixelWindow Of(string where, Picture picture, Shape input, Preprocessing preprocessing, PictureView view)
    {
        (long height, long width) = Resized(where, picture, input, preprocessing, view.ShortSide);
        CheckHolds(where, input, height, width);
        (long top, long left) = Begin(view.Place, height - input.H, width - input.W);
        return new PixelWindow(Whole(picture.Height, picture.Width), height, width, top, left);
    }

    /// <summary>The square of a resized picture that a view is taken from; without a square, the one in the middle.</summary>
    /// <exception cref="PointwiseException">The view says no short side, and the preprocessing has none.</exception>
    public static (PixelWindow Window, int Side) Square(string where, Picture picture, Preprocessing preprocessing, PictureView view)
    {
        int side = view.ShortSide > 0 ? view.ShortSide : preprocessing.ResizeShortSide;
        if (side is < 1 or > Preprocessing.LargestSide)
            throw new PointwiseException(where, "a view of a square needs a short side", $"1 to {Preprocessing.LargestSide} pixels", $"{side}", "name the view's short side, or use a model that resizes");
        (long height, long width) = ByShortSide(picture, side);
        long rest = Math.Max(height, width) - side, begin = view.Square switch
        {
            ViewSquare.First => 0,
            ViewSquare.Last => rest,
            _ => Middle(rest),
        };
        return (new PixelWindow(Whole(picture.Height, picture.Width), height, width, height > width ? begin : 0, height > width ? 0 : begin), side);
    }

    /// <summary>The window of a view within its square.</summary>
    /// <exception cref="PointwiseException">The square is smaller than the network's input.</exception>
    public static PixelWindow InSquare(string where, int side, Shape input, PictureView view)
    {
        if (view.Place == ViewPlace.Whole) return new PixelWindow(Whole(side, side), input.H, input.W, 0, 0);
        CheckHolds(where, input, side, side);
        (long top, long left) = Begin(view.Place, side - input.H, side - input.W);
        return new PixelWindow(Whole(side, side), side, side, top, left);
    }

    /// <exception cref="PointwiseException">The resized picture is smaller than the network's input.</exception>
    public static void CheckHolds(string where, Shape input, long height, long width)
    {
        if (height < input.H || width < input.W)
            throw new PointwiseException(where, "crop larger than the resized picture", $"at least {input.H}x{input.W}", $"{height}x{width}", "resize the short side to more pixels, or use a picture of other proportions");
    }

    /// <summary>All of a picture.</summary>
    public static Region Whole(int height, int width) => new(0, 0, width, height);

    /// <summary>The size of a picture whose short side becomes so many pixels.</summary>
    public static (long Height, long Width) ByShortSide(Picture picture, int side) => picture.Height < picture.Width
        ? (side, (long)side * picture.Width / picture.Height)
        : ((long)side * picture.Height / picture.Width, side);

    private static (long Top, long Left) Begin(ViewPlace place, long down, long right) => place switch
    {
        ViewPlace.TopLeft => (0, 0),
        ViewPlace.TopRight => (0, right),
        ViewPlace.BottomLeft => (down, 0),
        ViewPlace.BottomRight => (down, right),
        _ => (Middle(down), Middle(right)),
    };

    private static long Middle(long rest) => rest / 2 + (rest % 4 == 3 ? 1 : 0);
}
