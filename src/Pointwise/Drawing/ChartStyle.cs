namespace Pointwise.Drawing;

/// <summary>How charts look: the same letters, lines and colours in each, told apart without colour vision too.</summary>
internal static class ChartStyle
{
    /// <summary>Colours of series; behind them they begin anew.</summary>
    public const int Colours = 8;

    public const double TitleSize = 15, TextSize = 12;

    /// <summary>Letters, axes, and the colours of lines (s) and areas (f).</summary>
    public const string Rules = """
        .c-title{font-size:15px;font-weight:600;fill:#16202b}.c-text{font-size:12px;fill:#3a4a5a}.c-light{font-size:12px;fill:#fff}.c-name{font-size:12.5px;fill:#1c2733}.c-quiet{font-size:11.5px;fill:#5b6b7b}
        .c-axis{stroke:#8795a3;stroke-width:1}.c-grid{stroke:#e6ebf0;stroke-width:1}.c-guide{stroke:#8795a3;stroke-width:1.3;stroke-dasharray:5 4;fill:none}
        .c-line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.c-dash{stroke-dasharray:6 4}
        .s0{stroke:#3b6ea5}.s1{stroke:#e0913a}.s2{stroke:#6a9a4f}.s3{stroke:#b0475a}.s4{stroke:#7a5ea8}.s5{stroke:#3f9c9c}.s6{stroke:#8a6d3b}.s7{stroke:#6b7785}
        .f0{fill:#3b6ea5}.f1{fill:#e0913a}.f2{fill:#6a9a4f}.f3{fill:#b0475a}.f4{fill:#7a5ea8}.f5{fill:#3f9c9c}.f6{fill:#8a6d3b}.f7{fill:#6b7785}
        """;

    /// <summary>The class of a series' line.</summary>
    public static string Line(int series) => $"s{series % Colours}";

    /// <summary>The class of a series' area.</summary>
    public static string Area(int series) => $"f{series % Colours}";

    /// <summary>A name that fits into so many pixels, cut where it does not.</summary>
    public static string Fit(string name, double width)
    {
        int most = Math.Max(1, (int)(width / SvgWriter.WidthOf("x", TextSize)));
        return name.Length <= most ? name : name[..(most - 1)] + "…";
    }
}
