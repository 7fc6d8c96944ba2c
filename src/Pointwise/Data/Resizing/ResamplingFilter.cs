using Pointwise.Graphs;

namespace Pointwise.Data.Resizing;

/// <summary>The weight that a pixel has for a place, by its distance in pixels.</summary>
internal static class ResamplingFilter
{
    /// <summary>Pixels to either side that have a weight.</summary>
    public static double Support(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Area => 0.5,
        Interpolation.Bilinear => 1,
        Interpolation.Bicubic => 2,
        _ => 3,
    };

    public static double Weight(Interpolation interpolation, double x)
    {
        double distance = Math.Abs(x);
        return interpolation switch
        {
            Interpolation.Area => x > -0.5 && x <= 0.5 ? 1 : 0,
            Interpolation.Bilinear => distance < 1 ? 1 - distance : 0,
            Interpolation.Bicubic => Cubic(distance),
            _ => x >= -3 && x < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        };
    }

    /// <summary>Keys, "Cubic convolution interpolation for digital image processing" (1981), a = -0.5.</summary>
    private static double Cubic(double x) => x switch
    {
        < 1 => (1.5 * x - 2.5) * x * x + 1,
        < 2 => (((x - 5) * x + 8) * x - 4) * -0.5,
        _ => 0,
    };

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
