using System.Numerics;
using System.Runtime.CompilerServices;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;

namespace Pointwise.Data.Checks;

/// <summary>
/// How a picture looks, in 264 bytes. A bit of <see cref="Hash"/> says whether a pixel of a 9x8 grey copy is darker than its right neighbour (the
/// difference hash): another size, format or quality changes few. A grey copy of 16x16 settles it.
/// </summary>
internal readonly struct PictureLook
{
    private const int HashAcross = 9, HashDown = 8, Side = 16, Count = Side * Side;
    private const int MostBits = 3;
    private const double MostDifference = 0.15, LeastShown = 1.0 / 3;
    private const int Visible = 8;
    private readonly Small small;
    private readonly float deviation;

    private PictureLook(ulong hash, Small small, float deviation, bool isTelling) => (Hash, this.small, this.deviation, IsTelling) = (hash, small, deviation, isTelling);

    /// <summary>One bit for each pair of neighbours.</summary>
    public ulong Hash { get; }

    /// <summary>
    /// Whether it tells pictures apart: a third of the small pixels differ visibly from their median. Flat pictures, and a stroke on an empty
    /// page, are alike without being the same.
    /// </summary>
    public bool IsTelling { get; }

    public static PictureLook Of(Picture picture, Resampler resampler)
    {
        var small = new Small();
        Span<byte> pixels = small, hashed = stackalloc byte[HashAcross * HashDown];
        Read(picture, resampler, HashDown, HashAcross, hashed);
        Read(picture, resampler, Side, Side, pixels);
        ulong hash = 0;
        for (int i = 0; i < hashed.Length; i++)
        {
            if ((i + 1) % HashAcross != 0) hash = hash << 1 | (hashed[i] < hashed[i + 1] ? 1UL : 0);
        }

        Span<byte> ordered = stackalloc byte[Count];
        pixels.CopyTo(ordered);
        ordered.Sort();
        int middle = ordered[Count / 2], shown = 0, deviations = 0;
        foreach (byte value in pixels)
        {
            int difference = Math.Abs(value - middle);
            deviations += difference;
            if (difference >= Visible) shown++;
        }

        return new PictureLook(hash, small, (float)deviations / Count, shown >= LeastShown * Count);
    }

    /// <summary>
    /// Whether two pictures are almost the same: at most 3 of 64 bits differ, and the small pixels differ from each other by at most 15% of
    /// what they differ from their median.
    /// </summary>
    public bool IsNear(in PictureLook other)
    {
        if (BitOperations.PopCount(Hash ^ other.Hash) > MostBits) return false;
        int difference = 0;
        for (int i = 0; i < Count; i++) difference += Math.Abs(small[i] - other.small[i]);
        return difference <= MostDifference * Math.Min(deviation, other.deviation) * Count;
    }

    private static void Read(Picture picture, Resampler resampler, int height, int width, Span<byte> pixels)
    {
        var window = new PixelWindow(new Region(0, 0, picture.Width, picture.Height), height, width, 0, 0);
        resampler.Read(PixelRows.Of(picture), window, Interpolation.Bilinear, 1, height, width, pixels);
    }

    [InlineArray(Count)]
    private struct Small
    {
        private byte first;
    }
}
