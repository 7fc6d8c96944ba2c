namespace Pointwise.Drawing;

/// <summary>Colours that tell classes apart: neighbours in number lie far apart in hue, and hues come again lighter or darker.</summary>
public static class ClassColours
{
    private const double GoldenAngle = 137.50776405003785;
    private static readonly (double Saturation, double Value)[] Tones = [(0.75, 0.95), (0.85, 0.7), (0.45, 1)];

    /// <summary>The colour of a class, the same for a number each time.</summary>
    /// <param name="index">The class, from 0.</param>
    public static Rgb Of(int index)
    {
        (double saturation, double value) = Tones[(int)((uint)index % Tones.Length)];
        double hue = (uint)index * GoldenAngle % 360 / 60;
        return new Rgb(Channel(5), Channel(3), Channel(1));

        byte Channel(double turned)
        {
            double k = (turned + hue) % 6;
            return (byte)Math.Round(255 * (value - value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
    }
}
