using Pointwise.Kernels;

namespace Pointwise.Operators.General;

/// <summary>One axis of a resize: where the places of the result lie on the source, and with what weights they are made of it.</summary>
/// <param name="Rule">How the source is sampled.</param>
/// <param name="Source">Places of the source.</param>
/// <param name="Places">Places of the result.</param>
/// <param name="Scale">Result over source.</param>
/// <param name="Length">The result's length before it was rounded to <paramref name="Places"/>.</param>
/// <param name="Start">Where the region of interest starts, as a part of the source.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct ResizeAxis(ResizeRule Rule, int Source, int Places, double Scale, double Length, double Start, double End)
{
    /// <summary>Whether the result is the source along this axis.</summary>
    public bool IsUntouched => Places == Source && Scale == 1 && (!Crops || (Start == 0 && End == 1));

    /// <summary>The most places of the source that a place of the result is made of.</summary>
    public int MostTaps => (int)Math.Min(Taps, Math.Max(1, Source));

    private bool Crops => Rule.Coordinates == CoordinateMode.TfCropAndResize;

    /// <summary>The scale of the kernel: below 1 where it is stretched over all that a place covers.</summary>
    private double Stretch => Rule.Antialias ? Math.Min(1, Scale) : 1;

    /// <summary>The first tap, counted from the place of the source at or ahead of the point.</summary>
    private long FirstTap => Rule.Mode switch
    {
        ResizeMode.Nearest => 0,
        ResizeMode.Linear => (long)Math.Floor(-1 / Stretch) + 1,
        _ => (long)Math.Floor(-2 / Stretch) + 1,
    };

    private long Taps => Rule.Mode == ResizeMode.Nearest ? 1 : 2 - 2 * FirstTap;

    /// <summary>Fills a table of <see cref="Places"/> runs.</summary>
    public void Fill(TapTable table)
    {
        for (int place = 0; place < Places; place++)
        {
            double point = PointOf(place);
            Span<float> run = table.Room(place);
            if (Crops && !(point >= 0 && point <= Source - 1)) table.Set(place, 0, 0);
            else if (Rule.Mode == ResizeMode.Nearest) FillNearest(table, place, point, run);
            else FillMean(table, place, point, run);
        }
    }

    private double PointOf(int place) => Rule.Coordinates switch
    {
        CoordinateMode.AlignCorners => Length == 1 ? 0 : place * (Source - 1.0) / (Length - 1),
        CoordinateMode.Asymmetric => place / Scale,
        CoordinateMode.TfHalfPixelForNn => (place + 0.5) / Scale,
        CoordinateMode.TfCropAndResize => Start * (Source - 1)
            + (Length == 1 ? (End - Start) * (Source - 1) / 2 : place * (End - Start) * (Source - 1) / (Length - 1)),
        CoordinateMode.PytorchHalfPixel when Length == 1 => 0,
        CoordinateMode.HalfPixelSymmetric => Source / 2.0 * (1 - Places / Length) + (place + 0.5) / Scale - 0.5,
        _ => (place + 0.5) / Scale - 0.5,
    };

    private void FillNearest(TapTable table, int place, double point, Span<float> run)
    {
        double nearest = Rule.Nearest switch
        {
            NearestMode.RoundPreferFloor => Math.Ceiling(point - 0.5),
            NearestMode.RoundPreferCeil => Math.Floor(point + 0.5),
            NearestMode.Floor => Math.Floor(point),
            _ => Math.Ceiling(point),
        };
        run[0] = 1;
        table.Set(place, (int)Math.Clamp(nearest, 0, Source - 1), 1);
    }

    /// <summary>Taps beyond the source fall on its ends, or are left out; the weights that are left have the sum 1.</summary>
    private void FillMean(TapTable table, int place, double point, Span<float> run)
    {
        double floor = Math.Floor(point), ratio = point - floor;
        long first = (long)Math.Clamp(floor, -1.0 - Source, 2.0 * Source) + FirstTap, end = first + Taps;
        double total = 0;
        for (long at = first; at < end; at++) total += Counts(at) ? Weight(at - first + FirstTap - ratio) : 0;
        int lowest = (int)Math.Clamp(first, 0, Source - 1), count = (int)Math.Clamp(end - 1, 0, Source - 1) - lowest + 1;
        double sum = 0;
        for (long at = first; at < end; at++)
        {
            sum += Counts(at) ? Weight(at - first + FirstTap - ratio) : 0;
            int tap = (int)Math.Clamp(at, 0, Source - 1), next = (int)Math.Clamp(at + 1, 0, Source - 1);
            if (tap == next && at + 1 < end) continue;
            run[tap - lowest] = (float)(sum / total);
            sum = 0;
        }

        table.Set(place, lowest, count);
    }

    private bool Counts(long at) => !Rule.ExcludeOutside || (at >= 0 && at < Source);

    /// <summary>The kernel at a distance of so many places of the source.</summary>
    private double Weight(double distance)
    {
        double x = Math.Abs(distance) * Stretch, a = Rule.CubicA;
        if (Rule.Mode == ResizeMode.Linear) return Math.Max(0, 1 - x);
        if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }
}
