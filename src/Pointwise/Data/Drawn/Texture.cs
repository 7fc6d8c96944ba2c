namespace Pointwise.Data.Drawn;

/// <summary>A pattern without end: which points of the plane it covers. Its motif repeats about once a unit in either direction.</summary>
internal abstract class Texture
{
    private Texture(string name) => Name = name;

    /// <summary>Its name, the class of pictures of it.</summary>
    public string Name { get; }

    /// <summary>All of them, in the order of their names.</summary>
    public static Texture[] All { get; } =
    [
        new Blobs(), new Bricks(), new Checks(), new Crosses(), new Dots(), new Grid(), new Rings(), new Stripes(), new Triangles(), new Zigzags(),
    ];

    /// <summary>Whether a point is covered.</summary>
    /// <param name="x">Units to the right.</param>
    /// <param name="y">Units down.</param>
    public abstract bool Covers(double x, double y);

    private static double Fraction(double value) => value - Math.Floor(value);

    private static bool IsOdd(double value) => ((long)Math.Floor(value) & 1) != 0;

    private sealed class Blobs() : Texture("blobs")
    {
        /// <summary>Three waves a third of a turn apart, bent by slower ones: spots of no fixed shape.</summary>
        public override bool Covers(double x, double y)
        {
            (double u, double v) = (x + 0.45 * Math.Sin(2.9 * y + 1), y + 0.45 * Math.Sin(2.3 * x));
            const double Turn = 2 * Math.PI * 0.8;
            return Math.Sin(Turn * u) + Math.Sin(Turn * (-0.5 * u + 0.87 * v) + 2) + Math.Sin(Turn * (-0.5 * u - 0.87 * v) + 4) > 0.3;
        }
    }

    private sealed class Bricks() : Texture("bricks")
    {
        public override bool Covers(double x, double y)
        {
            double shift = IsOdd(2 * y) ? 0.5 : 0;
            return Fraction(2 * y) < 0.2 || Fraction(x + shift) < 0.1;
        }
    }

    private sealed class Checks() : Texture("checks")
    {
        public override bool Covers(double x, double y) => IsOdd(2 * x) != IsOdd(2 * y);
    }

    private sealed class Crosses() : Texture("crosses")
    {
        public override bool Covers(double x, double y)
        {
            double across = Math.Abs(Fraction(x) - 0.5), down = Math.Abs(Fraction(y) - 0.5);
            return Math.Min(across, down) < 0.12 && Math.Max(across, down) < 0.38;
        }
    }

    private sealed class Dots() : Texture("dots")
    {
        public override bool Covers(double x, double y)
        {
            double across = Fraction(x) - 0.5, down = Fraction(y) - 0.5;
            return across * across + down * down < 0.33 * 0.33;
        }
    }

    private sealed class Grid() : Texture("grid")
    {
        public override bool Covers(double x, double y) => Math.Min(Fraction(x), Fraction(y)) < 0.2;
    }

    private sealed class Rings() : Texture("rings")
    {
        public override bool Covers(double x, double y) => Fraction(Math.Sqrt(x * x + y * y)) < 0.5;
    }

    private sealed class Stripes() : Texture("stripes")
    {
        public override bool Covers(double x, double y) => Fraction(x) < 0.5;
    }

    private sealed class Triangles() : Texture("triangles")
    {
        public override bool Covers(double x, double y)
        {
            double down = Fraction(y);
            return down is > 0.12 and < 0.88 && Math.Abs(Fraction(x) - 0.5) < 0.5 * (down - 0.12);
        }
    }

    private sealed class Zigzags() : Texture("zigzags")
    {
        public override bool Covers(double x, double y) => Fraction(1.6 * (x + 0.7 * Math.Abs(Fraction(y) - 0.5))) < 0.5;
    }
}
