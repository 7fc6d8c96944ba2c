using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Tensors;

namespace Pointwise.Tests.Data;

/// <summary>
/// Grey pictures of 28x28 pixels drawn from a seed: discs, rings, squares, triangles, crosses and stripes of any place, size, turn and
/// brightness under noise. Something to train on where there is no data.
/// </summary>
internal sealed class DrawnShapes : IDataSet
{
    private const int Side = 28;
    private const int Samples = 3;
    private readonly Picture[] pictures;

    /// <param name="count">How many pictures; classes take turns.</param>
    /// <param name="seed">What they are drawn from.</param>
    public DrawnShapes(int count, ulong seed)
    {
        pictures = new Picture[count];
        for (int i = 0; i < count; i++) pictures[i] = new Picture(Side, Side, 1, Draw(Label(i), new RandomStream(seed, (ulong)i)));
    }

    public string Name => "drawn shapes";

    public int Count => pictures.Length;

    public ImmutableArray<string> Classes { get; } = ["disc", "ring", "square", "triangle", "cross", "stripes"];

    public int Label(int index) => index % Classes.Length;

    public Picture Read(int index) => pictures[index];

    private static byte[] Draw(int shape, RandomStream random)
    {
        double size = 5 + 5 * random.Uniform(0), angle = 2 * Math.PI * random.Uniform(1);
        double middleX = Side / 2.0 + 6 * (random.Uniform(2) - 0.5), middleY = Side / 2.0 + 6 * (random.Uniform(3) - 0.5);
        double dark = 70 * random.Uniform(4), bright = 130 + 110 * random.Uniform(5), noise = 12 + 20 * random.Uniform(6);
        (double sin, double cos) = Math.SinCos(angle);
        var pixels = new byte[Side * Side];
        for (int p = 0; p < pixels.Length; p++)
        {
            int inside = 0;
            for (int s = 0; s < Samples * Samples; s++)
            {
                double x = p % Side + (s % Samples + 0.5) / Samples - middleX, y = p / Side + (s / Samples + 0.5) / Samples - middleY;
                if (Contains(shape, (cos * x + sin * y) / size, (cos * y - sin * x) / size)) inside++;
            }

            double value = dark + (bright - dark) * inside / (Samples * Samples) + noise * random.Normal(16 + p);
            pixels[p] = (byte)Math.Clamp(Math.Round(value), 0, 255);
        }

        return pixels;
    }

    /// <summary>Whether a point lies in a shape about the origin that reaches about 1 far.</summary>
    private static bool Contains(int shape, double x, double y)
    {
        double square = x * x + y * y;
        bool inBox = Math.Max(Math.Abs(x), Math.Abs(y)) < 0.95;
        return shape switch
        {
            0 => square < 1,
            1 => square is < 1 and > 0.4,
            2 => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.85,
            3 => y > -0.55 && y < 1.1 - 1.73 * Math.Abs(x),
            4 => Math.Min(Math.Abs(x), Math.Abs(y)) < 0.27 && inBox,
            _ => inBox && x * 1.6 - Math.Floor(x * 1.6) < 0.5,
        };
    }
}
