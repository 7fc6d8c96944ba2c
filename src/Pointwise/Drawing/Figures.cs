using System.Globalization;

namespace Pointwise.Drawing;

/// <summary>Numbers as people read them, the same in every culture.</summary>
public static class Figures
{
    /// <summary>Every digit, in groups of three: 1,582,671,872.</summary>
    /// <param name="value">The number.</param>
    public static string Exact(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Short, powers of ten: 999, 163.3K, 128.05M, 1.58G, 2.30T.</summary>
    /// <param name="value">The number.</param>
    public static string Short(double value) => Math.Abs(value) switch
    {
        < 999.5 => value.ToString("0", CultureInfo.InvariantCulture),
        < 999_950 => Digits(value / 1e3, "0.0") + "K",
        < 999_995_000 => Digits(value / 1e6, "0.00") + "M",
        < 999_995_000_000 => Digits(value / 1e9, "0.00") + "G",
        _ => Digits(value / 1e12, "0.00") + "T",
    };

    /// <summary>Bytes in powers of two: 512 B, 3.1 MiB.</summary>
    /// <param name="value">Bytes.</param>
    public static string Bytes(long value) => value switch
    {
        < 1L << 10 => $"{value.ToString(CultureInfo.InvariantCulture)} B",
        < 1L << 20 => Digits(value / (double)(1L << 10), "0.0") + " KiB",
        < 1L << 30 => Digits(value / (double)(1L << 20), "0.0") + " MiB",
        _ => Digits(value / (double)(1L << 30), "0.00") + " GiB",
    };

    /// <summary>A part of a whole: 23.4%; 0.0% of nothing.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    public static string Share(double part, double whole) => Digits(whole == 0 ? 0 : 100 * part / whole, "0.0") + "%";

    /// <summary>How many times fewer: 9.68x.</summary>
    /// <param name="ratio">The ratio.</param>
    public static string Times(double ratio) => Digits(ratio, ratio < 100 ? "0.00" : "0") + "x";

    private static string Digits(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
