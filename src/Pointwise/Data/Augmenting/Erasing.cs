using Pointwise.Tensors;

namespace Pointwise.Data.Augmenting;

/// <summary>
/// Sets a rectangle of a normalised picture to 0, the mean (arXiv:1708.04896): its share of the area drawn evenly, its proportions evenly in
/// their logarithm, anywhere. Where ten draws do not fit, nothing is erased.
/// </summary>
/// <param name="Probability">How probable it is that a picture loses a part.</param>
/// <param name="LeastArea">The smallest share of the picture's area.</param>
/// <param name="MostArea">The largest share of it.</param>
/// <param name="LeastAspect">The narrowest height by width; the widest is one through it.</param>
public sealed record Erasing(float Probability = 0.5f, float LeastArea = 0.02f, float MostArea = 0.33f, float LeastAspect = 0.3f)
{
    private const int Tries = 10;

    internal void Check()
    {
        AllowedRange.Require($"{nameof(Erasing)}.{nameof(Probability)}", Probability, 0, 1);
        AllowedRange.Require($"{nameof(Erasing)}.{nameof(MostArea)}", MostArea, 1e-4f, 1);
        AllowedRange.Require($"{nameof(Erasing)}.{nameof(LeastArea)}", LeastArea, 1e-4f, MostArea);
        AllowedRange.Require($"{nameof(Erasing)}.{nameof(LeastAspect)}", LeastAspect, 0.01f, 1);
    }

    /// <summary>Erases, or not.</summary>
    /// <param name="draws">The picture's numbers.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="values">H x W x C values, changed in place.</param>
    internal void Apply(ref PictureDraws draws, Shape input, Span<float> values)
    {
        if (Draw(ref draws, input) is not { } part) return;
        for (int y = part.Top; y < part.Top + part.Height; y++) values.Slice((y * input.W + part.Left) * input.C, part.Width * input.C).Clear();
    }

    /// <summary>Draws the rectangle; null where nothing is erased.</summary>
    internal (int Top, int Left, int Height, int Width)? Draw(ref PictureDraws draws, Shape input)
    {
        if (!draws.Happens(Probability)) return null;
        for (int i = 0; i < Tries; i++)
        {
            double wanted = (double)input.H * input.W * draws.Between(LeastArea, MostArea), aspect = draws.BetweenByRatio(LeastAspect, 1 / LeastAspect);
            int h = (int)Math.Round(Math.Sqrt(wanted * aspect)), w = (int)Math.Round(Math.Sqrt(wanted / aspect));
            if (h < 1 || w < 1 || h >= input.H || w >= input.W) continue;
            return (draws.Integer(input.H - h + 1), draws.Integer(input.W - w + 1), h, w);
        }

        return null;
    }
}
