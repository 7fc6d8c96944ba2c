namespace Pointwise.Data.Augmenting;

/// <summary>
/// A part of a picture, its share of the area drawn evenly, its proportions evenly in their logarithm, anywhere (arXiv:1409.4842, section 6).
/// Where ten draws do not fit into the picture, the largest centred part of allowed proportions is taken.
/// </summary>
/// <param name="LeastArea">The smallest share of the picture's area.</param>
/// <param name="MostArea">The largest share of it; at most 1.</param>
/// <param name="LeastAspect">The narrowest width by height.</param>
/// <param name="MostAspect">The widest.</param>
public sealed record AreaCrop(float LeastArea = 0.08f, float MostArea = 1, float LeastAspect = 3f / 4, float MostAspect = 4f / 3)
{
    private const int Tries = 10;

    internal void Check()
    {
        AllowedRange.Require($"{nameof(AreaCrop)}.{nameof(MostArea)}", MostArea, 1e-4f, 1);
        AllowedRange.Require($"{nameof(AreaCrop)}.{nameof(LeastArea)}", LeastArea, 1e-4f, MostArea);
        AllowedRange.Require($"{nameof(AreaCrop)}.{nameof(MostAspect)}", MostAspect, 0.01f, 100);
        AllowedRange.Require($"{nameof(AreaCrop)}.{nameof(LeastAspect)}", LeastAspect, 0.01f, MostAspect);
    }

    /// <summary>Draws a part of a picture, in whole pixels.</summary>
    internal (int Top, int Left, int Height, int Width) Draw(ref PictureDraws draws, int height, int width)
    {
        double area = (double)height * width;
        for (int i = 0; i < Tries; i++)
        {
            double wanted = area * draws.Between(LeastArea, MostArea), aspect = draws.BetweenByRatio(LeastAspect, MostAspect);
            double w = Math.Round(Math.Sqrt(wanted * aspect)), h = Math.Round(Math.Sqrt(wanted / aspect));
            if (w >= 1 && w <= width && h >= 1 && h <= height) return (draws.Integer(height - (int)h + 1), draws.Integer(width - (int)w + 1), (int)h, (int)w);
        }

        double whole = (double)width / height;
        int fallHeight = whole < LeastAspect ? Math.Clamp((int)Math.Round(width / (double)LeastAspect), 1, height) : height;
        int fallWidth = whole > MostAspect ? Math.Clamp((int)Math.Round(height * (double)MostAspect), 1, width) : width;
        return ((height - fallHeight) / 2, (width - fallWidth) / 2, fallHeight, fallWidth);
    }
}
