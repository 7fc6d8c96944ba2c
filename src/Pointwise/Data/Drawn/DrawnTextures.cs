using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Data.Drawn;

/// <summary>
/// Colour pictures of textures and shapes, drawn from a seed: any turn, place, pair of colours and light, and a scale that varies eightfold.
/// What tells the classes apart lies nowhere in particular and has no size of its own: single pixels say little. Something to train on where there is no data.
/// </summary>
internal sealed class DrawnTextures : IDataSet
{
    private const double SmallestUnit = 6, Range = 8;
    private const int Samples = 3;
    private const int LeastContrast = 70;
    private readonly int side;
    private readonly ulong seed;

    /// <param name="count">How many pictures; classes take turns.</param>
    /// <param name="side">Pixels of a side.</param>
    /// <param name="seed">What they are drawn from.</param>
    public DrawnTextures(int count, int side, ulong seed) => (Count, this.side, this.seed) = (count, side, seed);

    public string Name => "drawn textures";

    public int Count { get; }

    public ImmutableArray<string> Classes { get; } = [.. Texture.All.Select(t => t.Name)];

    public int Label(int index) => index % Classes.Length;

    public string NameOf(int index) => $"{Classes[Label(index)]}-{index / Classes.Length + 1}";

    public Picture Read(int index)
    {
        var random = new RandomStream(seed, (ulong)index);
        Texture texture = Texture.All[Label(index)];
        double unit = SmallestUnit * Math.Pow(Range, random.Uniform(0)), angle = 2 * Math.PI * random.Uniform(1);
        (double sin, double cos) = Math.SinCos(angle);
        double middleX = side * random.Uniform(2), middleY = side * random.Uniform(3), noise = 4 + 10 * random.Uniform(4);
        double lightX = random.Uniform(5) - 0.5, lightY = random.Uniform(6) - 0.5;
        (double[] ink, double[] paper) = Colours(random);
        var pixels = new byte[side * side * 3];
        for (int p = 0; p < side * side; p++)
        {
            int x = p % side, y = p / side;
            double share = Coverage(texture, x - middleX, y - middleY, cos / unit, sin / unit);
            double light = 1 + 0.5 * (lightX * x + lightY * y) / side;
            for (int c = 0; c < 3; c++)
            {
                double value = light * (paper[c] + share * (ink[c] - paper[c])) + noise * random.Normal(64 + 3L * p + c);
                pixels[3 * p + c] = (byte)Math.Clamp(Math.Round(value), 0, 255);
            }
        }

        return new Picture(side, side, 3, pixels);
    }

    private static double Coverage(Texture texture, double x, double y, double cos, double sin)
    {
        int inside = 0;
        for (int s = 0; s < Samples * Samples; s++)
        {
            double right = x + (s % Samples + 0.5) / Samples, down = y + (s / Samples + 0.5) / Samples;
            if (texture.Covers(cos * right + sin * down, cos * down - sin * right)) inside++;
        }

        return (double)inside / (Samples * Samples);
    }

    /// <summary>Two colours whose brightness differs enough to see the pattern; either may be the darker one.</summary>
    private static (double[] Ink, double[] Paper) Colours(RandomStream random)
    {
        for (int attempt = 0; ; attempt++)
        {
            double[] ink = Colour(random, 8 + 6L * attempt), paper = Colour(random, 11 + 6L * attempt);
            if (Math.Abs(Brightness(ink) - Brightness(paper)) >= LeastContrast) return (ink, paper);
        }
    }

    private static double[] Colour(RandomStream random, long first) => [235 * random.Uniform(first), 235 * random.Uniform(first + 1), 235 * random.Uniform(first + 2)];

    private static double Brightness(double[] colour) => 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
}
