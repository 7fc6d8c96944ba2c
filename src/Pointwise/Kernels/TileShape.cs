namespace Pointwise.Kernels;

/// <summary>How many rows and vectors of columns one tile keeps in registers.</summary>
internal interface ITileShape
{
    static abstract int Rows { get; }

    static abstract int Vectors { get; }
}

/// <summary>28 sums: with two weights and one pixel, 31 of 32 registers.</summary>
internal readonly struct Tile14x2 : ITileShape
{
    public static int Rows => 14;

    public static int Vectors => 2;
}

internal readonly struct Tile14x1 : ITileShape
{
    public static int Rows => 14;

    public static int Vectors => 1;
}

/// <summary>21 sums: for maps of 7x7 and widths that 48 divides better than 32.</summary>
internal readonly struct Tile7x3 : ITileShape
{
    public static int Rows => 7;

    public static int Vectors => 3;
}

internal readonly struct Tile7x2 : ITileShape
{
    public static int Rows => 7;

    public static int Vectors => 2;
}

internal readonly struct Tile7x1 : ITileShape
{
    public static int Rows => 7;

    public static int Vectors => 1;
}

/// <summary>12 sums: fits the sixteen registers of AVX2 and of scalar code.</summary>
internal readonly struct Tile6x2 : ITileShape
{
    public static int Rows => 6;

    public static int Vectors => 2;
}

internal readonly struct Tile6x1 : ITileShape
{
    public static int Rows => 6;

    public static int Vectors => 1;
}

internal readonly struct Tile1x3 : ITileShape
{
    public static int Rows => 1;

    public static int Vectors => 3;
}

internal readonly struct Tile1x2 : ITileShape
{
    public static int Rows => 1;

    public static int Vectors => 2;
}

internal readonly struct Tile1x1 : ITileShape
{
    public static int Rows => 1;

    public static int Vectors => 1;
}
