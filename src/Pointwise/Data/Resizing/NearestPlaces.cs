namespace Pointwise.Data.Resizing;

/// <summary>Which pixel each pixel of a result is, along one axis: the one that its middle falls on.</summary>
internal static class NearestPlaces
{
    /// <summary>Results up to here are stepped through by adding, which decides ties as Pillow does; the steps to a window far out in a larger one are left out.</summary>
    private const long MostSteps = 1 << 20;

    /// <param name="from">Where the part of the source begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="whole">Pixels of the whole result.</param>
    /// <param name="first">The window's first pixel of these.</param>
    /// <param name="pixels">The source's pixels.</param>
    /// <param name="places">The window's pixels.</param>
    public static void Fill(float from, float to, long whole, long first, int pixels, Span<int> places)
    {
        double step = (double)(to - from) / whole, place = from + step * 0.5;
        if (whole > MostSteps) place += first * step;
        else for (long i = 0; i < first; i++) place += step;
        foreach (ref int each in places)
        {
            each = Math.Min((int)place, pixels - 1);
            place += step;
        }
    }
}
