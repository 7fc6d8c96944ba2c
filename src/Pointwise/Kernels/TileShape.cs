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

/// <summary>24 sums and the fewest loads: ten for twenty-four multiply-adds.</summary>
internal readonly struct Tile6x4 : ITileShape
{
    public static int Rows => 6;

    public static int Vectors => 4;
}

internal readonly struct Tile6x3 : ITileShape
{
    public static int Rows => 6;

    public static int Vectors => 3;
}

/// <summary>Beside sixes, so that almost any number of rows comes out even.</summary>
internal readonly struct Tile5x4 : ITileShape
{
    public static int Rows => 5;

    public static int Vectors => 4;
}

/// <summary>24 sums: for widths that 48 divides.</summary>
internal readonly struct Tile8x3 : ITileShape
{
    public static int Rows => 8;

    public static int Vectors => 3;
}

internal readonly struct Tile8x2 : ITileShape
{
    public static int Rows => 8;

    public static int Vectors => 2;
}

internal readonly struct Tile8x1 : ITileShape
{
    public static int Rows => 8;

    public static int Vectors => 1;
}

/// <summary>Beside eights, so that almost any number of rows comes out even; maps of 7x7 are sevens.</summary>
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

/// <summary>What sixes leave over of 64, 160 and 256 rows, or of 128 and 320.</summary>
internal readonly struct Tile4x4 : ITileShape
{
    public static int Rows => 4;

    public static int Vectors => 4;
}

internal readonly struct Tile4x3 : ITileShape
{
    public static int Rows => 4;

    public static int Vectors => 3;
}

internal readonly struct Tile4x2 : ITileShape
{
    public static int Rows => 4;

    public static int Vectors => 2;
}

internal readonly struct Tile4x1 : ITileShape
{
    public static int Rows => 4;

    public static int Vectors => 1;
}

internal readonly struct Tile1x4 : ITileShape
{
    public static int Rows => 1;

    public static int Vectors => 4;
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
