using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>
/// Weights of a transposed convolution that interpolate bilinearly, every channel of the result from the input channel of the same number
/// (arXiv:1411.4038, section 3.3): with a kernel of 2 * stride - stride % 2 and a padding of ceil((stride - 1) / 2) the picture grows by the stride.
/// </summary>
internal static class BilinearWeights
{
    /// <param name="values">The weights as they are stored: [in, kernel rows, kernel columns, out / groups].</param>
    /// <param name="shape">[in, out / groups, kernel rows, kernel columns].</param>
    /// <param name="groups">Groups of the convolution.</param>
    public static void Fill(Span<float> values, Shape shape, int groups)
    {
        values.Clear();
        for (int channel = 0; channel < shape.N; channel++)
        {
            int filter = channel - channel / (shape.N / groups) * shape.C;
            if (filter < 0 || filter >= shape.C) continue;
            for (int y = 0; y < shape.H; y++)
                for (int x = 0; x < shape.W; x++)
                    values[((channel * shape.H + y) * shape.W + x) * shape.C + filter] = (float)(Hat(y, shape.H) * Hat(x, shape.W));
        }
    }

    /// <summary>1 at the kernel's centre, falling to 0 just beyond its ends.</summary>
    private static double Hat(int tap, int taps)
    {
        int half = (taps + 1) / 2;
        return 1 - Math.Abs(tap - (taps - 1) / 2.0) / half;
    }
}
