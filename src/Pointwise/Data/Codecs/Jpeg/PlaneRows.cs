namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Gives a plane's rows at the picture's size.</summary>
internal sealed class PlaneRows
{
    /// <summary>The least width that is smoothed; narrower planes repeat their samples.</summary>
    private const int LeastSmoothed = 3;

    private readonly Plane plane;
    private readonly bool isWidened;
    private readonly ushort[] sums;
    private readonly byte[] pixels;

    /// <param name="plane">The plane.</param>
    /// <param name="isSmooth">Whether pixels between samples are weighed; at an eighth of the size samples are repeated.</param>
    public PlaneRows(Plane plane, bool isSmooth)
    {
        this.plane = plane;
        isWidened = isSmooth && plane.Columns == 2 && plane.Rows <= 2 && plane.Width >= LeastSmoothed;
        IsBetween = isSmooth && plane.Rows == 2 && (plane.Columns == 1 || isWidened);
        sums = isWidened ? new ushort[plane.Width + 2 * Upsampling.Edge] : [];
        pixels = plane.Columns > 1 || IsBetween ? new byte[plane.Width * plane.Columns] : [];
    }

    /// <summary>Whether a row needs the samples above or below its own.</summary>
    public bool IsBetween { get; }

    /// <summary>A row of the picture.</summary>
    /// <param name="row">Which.</param>
    /// <returns>At least as many pixels as the picture is wide; they stay until the next call.</returns>
    public ReadOnlySpan<byte> Row(int row)
    {
        int nearest = row / plane.Rows;
        ReadOnlySpan<byte> near = plane.Row(nearest)[..plane.Width];
        if (!IsBetween)
        {
            if (plane.Columns == 1) return near;
            if (isWidened)
            {
                Upsampling.Sums(near, sums);
                Upsampling.Widen(sums, pixels, shift: 2);
            }
            else Upsampling.Repeat(near, plane.Columns, pixels);
            return pixels;
        }

        bool isUpper = row % 2 == 0;
        ReadOnlySpan<byte> far = plane.Row(Math.Clamp(isUpper ? nearest - 1 : nearest + 1, 0, plane.Height - 1))[..plane.Width];
        if (!isWidened)
        {
            Upsampling.Between(near, far, isUpper, pixels);
            return pixels;
        }

        Upsampling.Sums(near, far, sums);
        Upsampling.Widen(sums, pixels, shift: 4);
        return pixels;
    }
}
