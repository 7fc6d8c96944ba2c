using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Data.Drawn;

/// <summary>
/// Colour pictures of shapes that lie over each other before a ground, drawn from a seed, with the class of every pixel. A shape's hue varies about its
/// class's by more than classes lie apart, so that colour alone does not tell it. Something to segment where there is no data.
/// </summary>
internal sealed class DrawnScenes : IMaskSet
{
    private const int Samples = 3, LeastShapes = 3, MoreShapes = 4;
    private const double HueSpread = 0.16, LeastSize = 0.1, MostSize = 0.26;
    private readonly int height, width;
    private readonly ulong seed;

    /// <param name="count">How many pictures.</param>
    /// <param name="height">Rows, in pixels.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="seed">What they are drawn from.</param>
    public DrawnScenes(int count, int height, int width, ulong seed) => (Count, this.height, this.width, this.seed) = (count, height, width, seed);

    public string Name => "drawn scenes";

    public int Count { get; }

    public ImmutableArray<string> Classes { get; } = ["ground", .. SceneShape.All.Select(s => s.Name)];

    public string NameOf(int index) => $"scene-{index + 1:D4}";

    public Picture Read(int index)
    {
        Placed[] shapes = Shapes(index);
        var random = new RandomStream(seed, (ulong)index).Split(1);
        double[] ground = Colour(random.Uniform(0), 0.12 + 0.2 * random.Uniform(1), 0.55 + 0.4 * random.Uniform(2));
        double tiltX = random.Uniform(3) - 0.5, tiltY = random.Uniform(4) - 0.5, noise = 5 + 9 * random.Uniform(5);
        var pixels = new byte[height * width * 3];
        Span<double> colour = stackalloc double[3];
        for (int p = 0; p < height * width; p++)
        {
            int x = p % width, y = p / width;
            colour.Clear();
            for (int s = 0; s < Samples * Samples; s++)
            {
                int at = Top(shapes, x + (s % Samples + 0.5) / Samples, y + (s / Samples + 0.5) / Samples);
                double[] seen = at < 0 ? ground : shapes[at].Colour;
                for (int c = 0; c < 3; c++) colour[c] += seen[c] / (Samples * Samples);
            }

            double light = 1 + 0.4 * (tiltX * x / width + tiltY * y / height);
            for (int c = 0; c < 3; c++) pixels[3 * p + c] = (byte)Math.Clamp(Math.Round(light * colour[c] + noise * random.Normal(64 + 3L * p + c)), 0, 255);
        }

        return new Picture(height, width, 3, pixels);
    }

    public Mask Mask(int index)
    {
        Placed[] shapes = Shapes(index);
        var classes = new byte[height * width];
        for (int p = 0; p < classes.Length; p++)
        {
            int at = Top(shapes, p % width + 0.5, p / width + 0.5);
            classes[p] = at < 0 ? (byte)0 : (byte)(1 + shapes[at].Kind);
        }

        return new Mask(height, width, classes);
    }

    /// <summary>The shapes of a picture, the one behind first.</summary>
    private Placed[] Shapes(int index)
    {
        var random = new RandomStream(seed, (ulong)index).Split(0);
        var shapes = new Placed[LeastShapes + random.Integer(0, MoreShapes + 1)];
        for (int i = 0; i < shapes.Length; i++)
        {
            RandomStream own = random.Split((ulong)(1 + i));
            int kind = own.Integer(0, SceneShape.All.Length);
            double hue = (double)kind / SceneShape.All.Length + HueSpread * (2 * own.Uniform(1) - 1), size = Math.Min(height, width) * (LeastSize + (MostSize - LeastSize) * own.Uniform(2));
            (double sin, double cos) = Math.SinCos(2 * Math.PI * own.Uniform(3));
            shapes[i] = new Placed(kind, width * own.Uniform(4), height * own.Uniform(5), cos / size, sin / size, Colour(hue, 0.55 + 0.4 * own.Uniform(6), 0.45 + 0.5 * own.Uniform(7)));
        }

        return shapes;
    }

    /// <summary>The foremost shape at a place; below 0 for the ground.</summary>
    private static int Top(Placed[] shapes, double x, double y)
    {
        for (int i = shapes.Length - 1; i >= 0; i--)
        {
            (double dx, double dy) = (x - shapes[i].X, y - shapes[i].Y);
            if (SceneShape.All[shapes[i].Kind].Covers(shapes[i].Cos * dx + shapes[i].Sin * dy, shapes[i].Cos * dy - shapes[i].Sin * dx)) return i;
        }

        return -1;
    }

    /// <summary>A colour by hue (0 to 1, round and round), saturation and value; 0 to 255.</summary>
    private static double[] Colour(double hue, double saturation, double value)
    {
        return [Channel(5), Channel(3), Channel(1)];

        double Channel(double turned)
        {
            double k = (turned + 6 * (hue - Math.Floor(hue))) % 6;
            return 255 * (value - value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }
    }

    /// <summary>A shape at its place: units of its own size to the right and down are turned by an angle.</summary>
    private readonly record struct Placed(int Kind, double X, double Y, double Cos, double Sin, double[] Colour);
}
