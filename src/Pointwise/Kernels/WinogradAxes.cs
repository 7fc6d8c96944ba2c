namespace Pointwise.Kernels;

/// <summary>One tap: what goes in comes out.</summary>
internal readonly struct OneTap : IWinogradAxis
{
    public static int Taps => 1;

    public static int Out => 1;

    public static int In => 1;

    public static int Pairs => 0;

    public static double A => 0;

    public static double B => 0;

    public static double C => 0;

    public static double D => 0;
}

/// <summary>F(2,3).</summary>
internal readonly struct TwoOfThree : IWinogradAxis
{
    public static int Taps => 3;

    public static int Out => 2;

    public static int In => 4;

    public static int Pairs => 1;

    public static double A => 1;

    public static double B => 0;

    public static double C => 0;

    public static double D => 0;
}

/// <summary>F(4,3). Against the usual points 0, ±1, ±2 these lose a quarter of the bits' worth of error.</summary>
internal readonly struct FourOfThree : IWinogradAxis
{
    internal const double First = 3.0 / 4, Second = 3.0 / 2;

    public static int Taps => 3;

    public static int Out => 4;

    public static int In => 6;

    public static int Pairs => 2;

    public static double A => First;

    public static double B => Second;

    public static double C => 0;

    public static double D => 0;
}

/// <summary>F(2,5), at the points of <see cref="FourOfThree"/>.</summary>
internal readonly struct TwoOfFive : IWinogradAxis
{
    public static int Taps => 5;

    public static int Out => 2;

    public static int In => 6;

    public static int Pairs => 2;

    public static double A => FourOfThree.First;

    public static double B => FourOfThree.Second;

    public static double C => 0;

    public static double D => 0;
}

/// <summary>F(4,5).</summary>
internal readonly struct FourOfFive : IWinogradAxis
{
    public static int Taps => 5;

    public static int Out => 4;

    public static int In => 8;

    public static int Pairs => 3;

    public static double A => 0.5;

    public static double B => 1;

    public static double C => 2;

    public static double D => 0;
}

/// <summary>F(4,7). Of the points that are eighths these lose least; ±1/2, ±1, ±3/2, ±2 lose twice as much.</summary>
internal readonly struct FourOfSeven : IWinogradAxis
{
    public static int Taps => 7;

    public static int Out => 4;

    public static int In => 10;

    public static int Pairs => 4;

    public static double A => 0.375;

    public static double B => 0.875;

    public static double C => 1.25;

    public static double D => 2.25;
}
