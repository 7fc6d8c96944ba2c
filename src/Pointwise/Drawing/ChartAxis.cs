using System.Collections.Immutable;
using System.Globalization;

namespace Pointwise.Drawing;

/// <summary>An axis from one round number to another, with round numbers between.</summary>
internal sealed class ChartAxis
{
    private const int WantedSteps = 5;
    private static readonly double[] Round = [1, 2, 2.5, 5, 10];
    private readonly bool isShare;
    private readonly int digits;

    /// <param name="least">The least value to show.</param>
    /// <param name="most">The largest.</param>
    /// <param name="isShare">Whether values from 0 to 1 are written as per cent.</param>
    /// <param name="isWhole">Whether only whole numbers make sense.</param>
    public ChartAxis(double least, double most, bool isShare = false, bool isWhole = false)
    {
        this.isShare = isShare;
        if (!double.IsFinite(least) || !double.IsFinite(most) || most < least) (least, most) = (0, 1);
        double span = Math.Max(most - least, Math.Max(Math.Abs(most), 1e-9) * 1e-6);
        if (most == least) span = most == 0 ? 1 : Math.Abs(most);
        double rough = span / WantedSteps, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = Round.First(r => r * power >= rough * 0.999) * power;
        if (isWhole) step = Math.Max(1, Math.Round(step));
        From = Math.Floor(least / step + 1e-9) * step;
        To = Math.Max(From + step, Math.Ceiling(most / step - 1e-9) * step);
        int count = (int)Math.Round((To - From) / step);
        double shown = isShare ? 100 * step : step;
        digits = Enumerable.Range(0, 12).FirstOrDefault(d => Math.Abs(shown - Math.Round(shown, d)) < shown * 1e-6, 12);
        Ticks = [.. Enumerable.Range(0, count + 1).Select(i => From + i * step)];
    }

    public double From { get; }

    public double To { get; }

    public ImmutableArray<double> Ticks { get; }

    /// <summary>A value's place: 0 at the beginning, 1 at the end.</summary>
    public double Place(double value) => (value - From) / (To - From);

    /// <summary>A tick as it is written.</summary>
    public string Write(double tick)
    {
        if (isShare) return (100 * tick).ToString($"F{digits}", CultureInfo.InvariantCulture) + "%";
        if (Math.Abs(tick) >= 10_000) return Figures.Short(tick);
        return digits > 5 ? tick.ToString("0.#E0", CultureInfo.InvariantCulture) : tick.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }
}
