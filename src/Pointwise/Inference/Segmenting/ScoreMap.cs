namespace Pointwise.Inference.Segmenting;

/// <summary>
/// The scores of every class for every pixel of a picture, read row by row: those of a network's map of scores, or of a map of another size between
/// whose places they are interpolated linearly, pixels' middles over places' middles. One caller at a time; its memory is used again.
/// </summary>
internal sealed class ScoreMap
{
    private float[] values = [];
    private float[] blended = [];
    private float[] row = [];
    private int mapHeight, mapWidth;

    /// <summary>Rows of the picture.</summary>
    public int Height { get; private set; }

    /// <summary>Columns of the picture.</summary>
    public int Width { get; private set; }

    /// <summary>Scores of a pixel.</summary>
    public int Classes { get; private set; }

    /// <summary>Whether the scores are probabilities; else they are logits.</summary>
    public bool AreProbabilities { get; private set; }

    /// <summary>The map's own values, [H,W,classes], to be written.</summary>
    /// <param name="map">The map's size.</param>
    /// <param name="classes">Scores of a place.</param>
    /// <param name="picture">The picture's size.</param>
    /// <param name="areProbabilities">What the scores are.</param>
    public Span<float> Open((int Height, int Width) map, int classes, (int Height, int Width) picture, bool areProbabilities)
    {
        (mapHeight, mapWidth) = map;
        (Height, Width, Classes, AreProbabilities) = (picture.Height, picture.Width, classes, areProbabilities);
        int floats = checked(mapHeight * mapWidth * classes);
        if (values.Length < floats) values = new float[floats];
        if (blended.Length < mapWidth * classes) blended = new float[mapWidth * classes];
        if (row.Length < Width * classes) row = new float[checked(Width * classes)];
        return values.AsSpan(0, floats);
    }

    /// <summary>The scores of a row of the picture, [W,classes]; they hold until the next call.</summary>
    /// <param name="y">The row, from 0.</param>
    public ReadOnlySpan<float> Row(int y)
    {
        int length = mapWidth * Classes;
        (int top, int bottom, float down) = Between(y, mapHeight, Height);
        ReadOnlySpan<float> upper = values.AsSpan(top * length, length);
        if (down > 0)
        {
            Blend(upper, values.AsSpan(bottom * length, length), down, blended.AsSpan(0, length));
            upper = blended.AsSpan(0, length);
        }

        if (mapWidth == Width) return upper;
        for (int x = 0; x < Width; x++)
        {
            (int left, int right, float across) = Between(x, mapWidth, Width);
            Blend(upper.Slice(left * Classes, Classes), upper.Slice(right * Classes, Classes), across, row.AsSpan(x * Classes, Classes));
        }

        return row.AsSpan(0, Width * Classes);
    }

    /// <summary>The class of the largest score of each pixel of a row; of equal ones the first.</summary>
    /// <param name="scores">What <see cref="Row"/> gave.</param>
    /// <param name="classes">A class a pixel.</param>
    public void Answer(ReadOnlySpan<float> scores, Span<byte> classes)
    {
        for (int x = 0; x < classes.Length; x++)
        {
            ReadOnlySpan<float> pixel = scores.Slice(x * Classes, Classes);
            int best = 0;
            for (int c = 1; c < pixel.Length; c++)
                if (pixel[c] > pixel[best]) best = c;
            classes[x] = (byte)best;
        }
    }

    private static (int First, int Second, float Share) Between(int pixel, int places, int pixels)
    {
        if (places == pixels) return (pixel, pixel, 0);
        double place = Math.Clamp((pixel + 0.5) * places / pixels - 0.5, 0, places - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, places - 1), (float)(place - first));
    }

    private static void Blend(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float share, Span<float> result)
    {
        float rest = 1 - share;
        first = first[..result.Length];
        second = second[..result.Length];
        for (int i = 0; i < result.Length; i++) result[i] = first[i] * rest + second[i] * share;
    }
}
