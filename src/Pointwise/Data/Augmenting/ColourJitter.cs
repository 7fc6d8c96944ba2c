namespace Pointwise.Data.Augmenting;

/// <summary>
/// Other light: factors drawn evenly about 1, applied one after the other in a drawn order, values kept within 0 to 255.
/// Grey pictures have brightness and contrast alone.
/// </summary>
/// <param name="Brightness">All values times 1 - b to 1 + b.</param>
/// <param name="Contrast">The distance from the picture's mean grey, likewise.</param>
/// <param name="Saturation">The distance of each pixel from its own grey, likewise.</param>
/// <param name="Hue">Share of the colour circle turned at most to either side; at most 0.5.</param>
public sealed record ColourJitter(float Brightness = 0, float Contrast = 0, float Saturation = 0, float Hue = 0)
{
    private const int Kinds = 4;
    private const int Most = 255;

    internal void Check()
    {
        AllowedRange.Require($"{nameof(ColourJitter)}.{nameof(Brightness)}", Brightness, 0, 10);
        AllowedRange.Require($"{nameof(ColourJitter)}.{nameof(Contrast)}", Contrast, 0, 10);
        AllowedRange.Require($"{nameof(ColourJitter)}.{nameof(Saturation)}", Saturation, 0, 10);
        AllowedRange.Require($"{nameof(ColourJitter)}.{nameof(Hue)}", Hue, 0, 0.5f);
    }

    /// <summary>Changes a picture.</summary>
    /// <param name="draws">The picture's numbers.</param>
    /// <param name="values">0 to 255, grey or red first, changed in place.</param>
    /// <param name="channels">1 or 3.</param>
    internal void Apply(ref PictureDraws draws, Span<float> values, int channels)
    {
        float brightness = Factor(ref draws, Brightness), contrast = Factor(ref draws, Contrast), saturation = Factor(ref draws, Saturation);
        float hue = (float)draws.Between(-Hue, Hue);
        Span<int> order = [0, 1, 2, 3];
        for (int i = Kinds - 1; i > 0; i--)
        {
            int other = draws.Integer(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        foreach (int kind in order)
        {
            if (kind == 0 && Brightness > 0) Brighten(values, brightness);
            else if (kind == 1 && Contrast > 0) Stretch(values, contrast, channels);
            else if (kind == 2 && Saturation > 0 && channels == 3) Saturate(values, saturation);
            else if (kind == 3 && Hue > 0 && channels == 3) Turn(values, hue);
        }
    }

    /// <summary>Every value times a factor.</summary>
    internal static void Brighten(Span<float> values, float factor)
    {
        foreach (ref float value in values) value = Kept(value * factor);
    }

    /// <summary>Every value's distance from the mean grey times a factor.</summary>
    internal static void Stretch(Span<float> values, float factor, int channels)
    {
        double sum = 0;
        if (channels == 1) foreach (float value in values) sum += value;
        else for (int i = 0; i <= values.Length - 3; i += 3) sum += Grey(values.Slice(i, 3));
        float rest = (1 - factor) * (float)(sum * channels / values.Length);
        foreach (ref float value in values) value = Kept(value * factor + rest);
    }

    /// <summary>Every value's distance from its pixel's grey times a factor.</summary>
    internal static void Saturate(Span<float> values, float factor)
    {
        for (int i = 0; i <= values.Length - 3; i += 3)
        {
            Span<float> pixel = values.Slice(i, 3);
            float rest = (1 - factor) * Grey(pixel);
            foreach (ref float value in pixel) value = Kept(value * factor + rest);
        }
    }

    /// <summary>Turns hues by a share of the colour circle; the hexagon's hue, as in HSV.</summary>
    internal static void Turn(Span<float> values, float share)
    {
        for (int i = 0; i <= values.Length - 3; i += 3)
        {
            Span<float> pixel = values.Slice(i, 3);
            float r = pixel[0], g = pixel[1], b = pixel[2], most = Math.Max(r, Math.Max(g, b)), range = most - Math.Min(r, Math.Min(g, b));
            if (range <= 0) continue;
            float sector = most == r ? (g - b) / range + 6 : most == g ? (b - r) / range + 2 : (r - g) / range + 4;
            sector += 6 * share + 6;
            for (int c = 0; c < 3; c++) pixel[c] = Corner(sector + 5 - 2 * c, most, range);
        }
    }

    /// <summary>A colour's value where the hexagon is turned so that it is full from 0 or 5 on and absent from 1 + 1 to 3 + 1.</summary>
    private static float Corner(float place, float most, float range)
    {
        float k = place - 6 * MathF.Floor(place / 6);
        return most - range * Math.Clamp(Math.Min(k, 4 - k), 0, 1);
    }

    private static float Factor(ref PictureDraws draws, float most) => (float)draws.Between(Math.Max(0, 1 - most), 1 + most);

    /// <summary>ITU-R BT.601's luma.</summary>
    private static float Grey(ReadOnlySpan<float> pixel) => 0.2989f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];

    private static float Kept(float value) => Math.Min(Math.Max(value, 0), Most);
}
