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
