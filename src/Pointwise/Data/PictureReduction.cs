using Pointwise.Data.Resizing;
using Pointwise.Graphs;

namespace Pointwise.Data;

/// <summary>Makes pictures smaller that are larger than anything will see of them, and leaves alpha out.</summary>
internal static class PictureReduction
{
    /// <summary>The share of a resized picture's side that a crop has by custom: 224 of 256.</summary>
    public const double UsualCrop = 0.875;

    /// <summary>The reduced picture; the same one where there is nothing to do.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="shortSide">Pixels that the short side has at most; 0 for any.</param>
    /// <param name="resampler">Whose memory is used.</param>
    /// <exception cref="PointwiseException">The picture's memory is too short for its sizes.</exception>
    public static Picture Reduce(string where, Picture picture, int shortSide, Resampler resampler)
    {
        picture.Check(where);
        int channels = picture.Channels < 3 ? 1 : 3, side = Math.Min(picture.Height, picture.Width);
        bool fits = shortSide == 0 || side <= shortSide;
        if (fits && channels == picture.Channels) return picture;
        (long height, long width) = fits ? (picture.Height, picture.Width) : Cropping.ByShortSide(picture, shortSide);
        var reduced = new byte[checked((int)(height * width * channels))];
        resampler.Read(PixelRows.Of(picture), new PixelWindow(Cropping.Whole(picture.Height, picture.Width), height, width, 0, 0), Interpolation.Bicubic, channels, (int)height, (int)width, reduced);
        return new Picture((int)height, (int)width, channels, reduced);
    }
}
