using Pointwise.Data;

namespace Pointwise.Training.Masks;

/// <summary>
/// How well the outlines of classes are met: the F1 of Csurka, Larlus and Perronnin, "What is a good evaluation measure for semantic segmentation?"
/// (BMVC 2013). Of the answered outline the share that lies near the true one, and of the true one the share near the answered one, as harmonic mean,
/// by picture and class; near is 0.75 % of the picture's diagonal, but at least 2 pixels. A class counts in the pictures where it has an outline.
/// </summary>
internal sealed class BoundaryTally(int classes)
{
    /// <summary>What is near, as a share of the diagonal.</summary>
    public const double Share = 0.0075;

    /// <summary>What is near at least, in pixels.</summary>
    public const double Least = 2;

    private readonly double[] sums = new double[classes];
    private readonly int[] pictures = new int[classes];
    private byte[] truthEdge = [];
    private byte[] answerEdge = [];

    /// <summary>The mean F1 of a class over the pictures where it has an outline; null where it has none.</summary>
    public double? F1(int c) => pictures[c] > 0 ? sums[c] / pictures[c] : null;

    /// <summary>The mean over classes.</summary>
    public double Mean => Enumerable.Range(0, classes).Select(F1).OfType<double>().DefaultIfEmpty().Average();

    /// <summary>Takes a picture in.</summary>
    /// <param name="mask">The truth.</param>
    /// <param name="answers">The class of every pixel; where the truth is ignored they are not looked at.</param>
    public void Add(Mask mask, ReadOnlySpan<byte> answers)
    {
        int pixels = mask.Height * mask.Width;
        ReadOnlySpan<byte> truth = mask.Classes.Span;
        if (truthEdge.Length < pixels) (truthEdge, answerEdge) = (new byte[pixels], new byte[pixels]);
        Edges(truth, truth, mask.Width, mask.Height, truthEdge);
        Edges(answers, truth, mask.Width, mask.Height, answerEdge);
        double near = Math.Max(Least, Share * Math.Sqrt((double)mask.Height * mask.Height + (double)mask.Width * mask.Width));
        (int[] answered, int[] answeredNear) = Near(answerEdge, truthEdge, mask.Width, mask.Height, near);
        (int[] trues, int[] truesNear) = Near(truthEdge, answerEdge, mask.Width, mask.Height, near);
        for (int c = 0; c < classes; c++)
        {
            if (answered[c] + trues[c] == 0) continue;
            double precision = answered[c] > 0 ? (double)answeredNear[c] / answered[c] : 0, recall = trues[c] > 0 ? (double)truesNear[c] / trues[c] : 0;
            sums[c] += precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
            pictures[c]++;
        }
    }

    /// <summary>The class of each pixel that has a neighbour of another class, beside it or above or below; else nothing. What is ignored is no neighbour.</summary>
    private static void Edges(ReadOnlySpan<byte> map, ReadOnlySpan<byte> truth, int width, int height, Span<byte> edges)
    {
        for (int p = 0; p < width * height; p++)
        {
            int x = p % width, y = p / width;
            bool isEdge = truth[p] != Mask.Ignored && (Differs(map, truth, p, x > 0 ? p - 1 : p) || Differs(map, truth, p, x < width - 1 ? p + 1 : p)
                || Differs(map, truth, p, y > 0 ? p - width : p) || Differs(map, truth, p, y < height - 1 ? p + width : p));
            edges[p] = isEdge ? map[p] : Mask.Ignored;
        }
    }

    private static bool Differs(ReadOnlySpan<byte> map, ReadOnlySpan<byte> truth, int pixel, int neighbour) => truth[neighbour] != Mask.Ignored && map[neighbour] != map[pixel];

    /// <summary>By class the pixels of an outline, and how many of them lie near one of the same class of the other.</summary>
    private (int[] All, int[] Near) Near(ReadOnlySpan<byte> edges, ReadOnlySpan<byte> others, int width, int height, double near)
    {
        int[] all = new int[classes], found = new int[classes];
        int reach = (int)near;
        for (int p = 0; p < width * height; p++)
        {
            int c = edges[p];
            if (c >= classes) continue;
            all[c]++;
            if (IsNear(others, p % width, p / width, width, height, reach, near * near, c)) found[c]++;
        }

        return (all, found);
    }

    private static bool IsNear(ReadOnlySpan<byte> others, int x, int y, int width, int height, int reach, double square, int c)
    {
        for (int dy = Math.Max(-reach, -y); dy <= Math.Min(reach, height - 1 - y); dy++)
        {
            int across = (int)Math.Sqrt(square - dy * dy), left = Math.Max(0, x - across), right = Math.Min(width - 1, x + across);
            if (others.Slice((y + dy) * width + left, right - left + 1).Contains((byte)c)) return true;
        }

        return false;
    }
}
