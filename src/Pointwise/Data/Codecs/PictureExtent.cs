namespace Pointwise.Data.Codecs;

/// <summary>Refuses a picture by the size in its header, before anything is made for it.</summary>
internal static class PictureExtent
{
    /// <exception cref="PointwiseException">A side is 0, or a limit is passed; the limit is named.</exception>
    public static void Check(string where, long width, long height, Limits limits)
    {
        if (width < 1 || height < 1)
            throw new PointwiseException(where, "picture without pixels", "height and width of at least 1", $"{height}x{width}", "write the picture again");
        if (Math.Max(width, height) > limits.PictureSide)
        {
            throw new PointwiseException(where, "picture too large", $"sides of at most {limits.PictureSide} pixels", $"{height}x{width}",
                $"use a smaller picture, or raise {nameof(Limits)}.{nameof(Limits.PictureSide)}");
        }

        if (width * height > limits.PicturePixels)
        {
            throw new PointwiseException(where, "too many pixels", $"at most {limits.PicturePixels}", $"{height}x{width}",
                $"use a smaller picture, or raise {nameof(Limits)}.{nameof(Limits.PicturePixels)}");
        }
    }
}
