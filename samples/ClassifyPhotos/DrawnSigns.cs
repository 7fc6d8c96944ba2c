using System.Collections.Immutable;
using Pointwise.Data;

namespace ClassifyPhotos;

/// <summary>Pictures of a data set of one's own: coloured signs on grey, 32x32 pixels, drawn when they are asked for.</summary>
internal sealed class DrawnSigns(int count, int seed) : IDataSet
{
    private const int Side = 32;

    public string Name => "signs";

    public int Count => count;

    public ImmutableArray<string> Classes { get; } = ["disc", "square", "stripes", "cross"];

    public int Label(int index) => index % Classes.Length;

    // Several threads read at once, so nothing is kept from one picture to the next.
    public Picture Read(int index)
    {
        var random = new Random(seed * 1_000_003 + index);
        double x = random.Next(11, 21), y = random.Next(11, 21), size = random.Next(6, 10);
        byte[] colour = [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)], pixels = new byte[Side * Side * 3];
        colour[random.Next(3)] = 255;
        for (int i = 0; i < Side * Side; i++)
        {
            double dx = i % Side - x, dy = i / Side - y;
            bool inside = Label(index) switch
            {
                0 => dx * dx + dy * dy < size * size,
                1 => Math.Max(Math.Abs(dx), Math.Abs(dy)) < size * 0.85,
                2 => Math.Max(Math.Abs(dx), Math.Abs(dy)) < size && ((int)(dy + 100)) % 4 < 2,
                _ => Math.Max(Math.Abs(dx), Math.Abs(dy)) < size && Math.Min(Math.Abs(dx), Math.Abs(dy)) < 2,
            };
            for (int c = 0; c < 3; c++) pixels[3 * i + c] = (byte)Math.Clamp((inside ? colour[c] : 90) + random.Next(-20, 21), 0, 255);
        }

        return new Picture(Side, Side, 3, pixels);
    }
}
