using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>A map of a network, and where its values lie over the picture: value i is centred on pixel <paramref name="Stride"/> * i + <paramref name="First"/>, both ways.</summary>
/// <param name="Map">The map, [N,C,H',W'].</param>
/// <param name="Stride">Pixels of the picture from one value to the next.</param>
/// <param name="First">The pixel that value 0 is centred on; half a pixel more where it lies between two.</param>
/// <param name="Scale">What its values are multiplied with before they are scored, so that maps of large values do not learn too fast (arXiv:1605.06211, section 4.3).</param>
internal readonly record struct PlacedMap(Value Map, int Stride, double First, float Scale = 1)
{
    /// <summary>The picture itself.</summary>
    public static PlacedMap Of(Value picture) => new(picture, 1, 0);

    /// <summary>
    /// The window of a transposed convolution that enlarges this map onto a finer one, value on value: bilinear weights of this kernel interpolate
    /// where both maps' centres lie. The result may end behind the finer map, and is cropped to it.
    /// </summary>
    /// <param name="finer">The map to enlarge onto; its stride divides this one's.</param>
    public Window WindowOnto(PlacedMap finer)
    {
        int factor = Stride / finer.Stride;
        double between = (First - finer.First) / finer.Stride;
        // an odd kernel has its middle on a value, an even one between two
        int kernel = between == Math.Floor(between) ? 2 * factor - 1 : 2 * factor;
        return Window.Square(kernel, factor) with { PadTop = Padding(kernel, between), PadLeft = Padding(kernel, between) };
    }

    private static int Padding(int kernel, double between) => (int)((kernel - 1) / 2.0 - between);
}
