using Pointwise.Tensors;

namespace Pointwise.Data.Augmenting;

/// <summary>The random numbers of one use for one picture in one epoch, one after the other.</summary>
internal struct PictureDraws(RandomStream random)
{
    private long next;

    /// <summary>What is drawn: each has numbers of its own, so that one switched off changes no other.</summary>
    public enum Use
    {
        Crop,
        Flip,
        Colour,
        Erasing,
        Mixing,
        Replacement,
    }

    /// <summary>The numbers of one use.</summary>
    /// <param name="epoch">The epoch's stream.</param>
    /// <param name="picture">The picture's index in its data set.</param>
    /// <param name="use">What for.</param>
    public static PictureDraws For(RandomStream epoch, int picture, Use use) => new(epoch.Split((ulong)picture).Split((ulong)use));

    /// <summary>Even in [least, most).</summary>
    public double Between(double least, double most) => least + (most - least) * ((random.Bits(next++) >> 11) * (1.0 / (1L << 53)));

    /// <summary>Even in its logarithm.</summary>
    public double BetweenByRatio(double least, double most) => Math.Exp(Between(Math.Log(least), Math.Log(most)));

    /// <summary>A whole number in [0, bound).</summary>
    public int Integer(int bound) => random.Integer(next++, bound);

    /// <summary>A whole number in [0, bound).</summary>
    public long Integer(long bound) => (long)Math.BigMul(random.Bits(next++), (ulong)bound, out _);

    /// <summary>Whether something of this probability happens.</summary>
    public bool Happens(double probability) => Between(0, 1) < probability;

    /// <summary>
    /// From the distribution Beta(alpha, alpha): the share of the first of two numbers of Gamma(alpha) in their sum, worked out with
    /// logarithms, so that the smallest alpha gives no 0 / 0.
    /// </summary>
    public double Beta(double alpha)
    {
        double first = LogGamma(alpha), second = LogGamma(alpha);
        return 1 / (1 + Math.Exp(second - first));
    }

    /// <summary>The logarithm of a number of Gamma(shape), after Marsaglia and Tsang, "A simple method for generating gamma variables" (2000).</summary>
    private double LogGamma(double shape)
    {
        if (shape < 1) return LogGamma(shape + 1) + Math.Log(Positive()) / shape;
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Math.Sqrt(-2 * Math.Log(Positive())) * Math.Cos(2 * Math.PI * Positive()), root = 1 + c * x;
            if (root <= 0) continue;
            double v = root * root * root;
            if (Math.Log(Positive()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return Math.Log(d * v);
        }
    }

    /// <summary>Even in (0, 1].</summary>
    private double Positive() => ((random.Bits(next++) >> 11) + 1) * (1.0 / (1L << 53));
}
