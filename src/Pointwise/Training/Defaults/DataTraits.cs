using Pointwise.Data;
using Pointwise.Tensors;

namespace Pointwise.Training.Defaults;

/// <summary>What pictures look like, as far as training treats them differently.</summary>
public enum PictureKind
{
    /// <summary>Small and grey, all of one size: digits, letters.</summary>
    Digits,

    /// <summary>At most 64 pixels high or wide.</summary>
    SmallPictures,

    /// <summary>All others.</summary>
    Photographs,
}

/// <summary>What of a data set decides how it is usually trained on, seen in some of its pictures.</summary>
/// <param name="Pictures">How many there are.</param>
/// <param name="Kind">What they look like.</param>
/// <param name="Height">Pixels; of pictures of several sizes the median.</param>
/// <param name="Width">Pixels; of pictures of several sizes the median.</param>
/// <param name="IsOfOneSize">Whether all that were looked at have the same height and width.</param>
/// <param name="IsGrey">Whether none that was looked at has colours.</param>
public sealed record DataTraits(int Pictures, PictureKind Kind, int Height, int Width, bool IsOfOneSize, bool IsGrey)
{
    private const int LookedAt = 48, LargestDigit = 40, LargestSmall = 64;

    /// <summary>Pixels of the shorter side.</summary>
    public int ShortSide => Math.Min(Height, Width);

    /// <summary>Looks at some pictures, evenly chosen.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="onBadPicture">What is done about pictures that cannot be read.</param>
    /// <exception cref="PointwiseException">A picture cannot be read, and must; or none of them can.</exception>
    public static DataTraits Of(IPictureSet data, OnBadPicture onBadPicture = OnBadPicture.Fail)
    {
        ArgumentNullException.ThrowIfNull(data);
        var seen = new List<(int Height, int Width, int Channels)>(LookedAt);
        PointwiseException? bad = null;
        int wanted = Math.Min(LookedAt, data.Count);
        for (int i = 0; i < wanted; i++)
        {
            try
            {
                Picture picture = data.Read((int)((long)i * data.Count / wanted));
                seen.Add((picture.Height, picture.Width, picture.Channels));
            }
            catch (PointwiseException e) when (onBadPicture == OnBadPicture.Skip)
            {
                bad = e;
            }
        }

        if (seen.Count == 0) throw new PointwiseException(data.Name, "no picture can be read", "at least one", "none", "mend the pictures", bad);
        bool oneSize = seen.All(s => (s.Height, s.Width) == (seen[0].Height, seen[0].Width)), grey = seen.All(s => s.Channels < 3);
        int height = Median(seen.Select(s => s.Height)), width = Median(seen.Select(s => s.Width));
        bool isDigit = grey && oneSize && Math.Max(height, width) <= LargestDigit;
        PictureKind kind = isDigit ? PictureKind.Digits : Math.Min(height, width) <= LargestSmall ? PictureKind.SmallPictures : PictureKind.Photographs;
        return new DataTraits(data.Count, kind, height, width, oneSize, grey);
    }

    /// <summary>A square input of these pictures' channels.</summary>
    internal Shape Square(int side) => new(1, IsGrey ? 1 : 3, side, side);

    private static int Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
