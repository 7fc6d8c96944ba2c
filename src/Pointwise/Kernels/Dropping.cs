using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Random factors of 0 or 1 / (1 - rate), one an element.</summary>
internal static unsafe class Dropping
{
    /// <summary>
    /// destination = x * factor. Element e in stored order, row * C + channel, takes 32 of the stream's bits at e / 2: the low half where e is
    /// even, the high half where it is odd. So a factor depends on neither stride nor threads. Factors lie without gaps.
    /// </summary>
    public static void Forward(Workers workers, RandomStream random, float rate, Rows x, Rows factors, Rows destination)
    {
        Debug.Assert(factors.Elements >= x.Elements);
        var work = new Work(random, rate, factors.Data, checked((int)x.Elements));
        workers.Run(ref work, work.Split.Count);
        Elementwise.Map(workers, default(Product), x, Like(x, factors), destination);
    }

    /// <summary>inputGradient = or += outputGradient * factor.</summary>
    public static void Backward(Workers workers, Rows outputGradient, Rows factors, Rows inputGradient, bool accumulate) =>
        Elementwise.Map(workers, default(Product), outputGradient, Like(outputGradient, factors), inputGradient, accumulate);

    private static Rows Like(Rows x, Rows factors) => new(factors.Data, x.N, x.H, x.W, x.C, x.C);

    private readonly struct Work(RandomStream random, float rate, float* factors, int elements) : IWork
    {
        private readonly long dropped = (long)Math.Round(rate * (double)(1L << 32));
        private readonly int kept = rate < 1 ? BitConverter.SingleToInt32Bits(1 / (1 - rate)) : 0;

        /// <summary>Pieces of an even size: no two share a pair of elements.</summary>
        public Split Split { get; } = Split.OfRows(elements, 1);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int e = Split.Start(piece), end = Split.End(piece);
            for (; e < end - 1; e += 2)
            {
                ulong bits = random.Bits(e / 2);
                factors[e] = Factor((uint)bits);
                factors[e + 1] = Factor((uint)(bits >> 32));
            }

            if (e < end) factors[e] = Factor((uint)random.Bits(e / 2));
        }

        /// <summary>0 for the lowest values, without a branch that half of the elements mispredict.</summary>
        private float Factor(uint bits) => BitConverter.Int32BitsToSingle((int)((dropped - 1 - bits) >> 63) & kept);
    }
}
