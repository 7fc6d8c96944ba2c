using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Masks;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

/// <summary>Masks go where their pictures go: where the picture is one class's flat colour, the mask says that class.</summary>
public class MaskReaderTests
{
    private static readonly DrawnMasks Drawn = new(6, 48, 64);
    private static readonly Preprocessing Plain = new() { Scale = 1 };

    public static TheoryData<string> Changes => [.. Augmentations.Keys];

    private static readonly Dictionary<string, (Augmentation Augmentation, Preprocessing Preprocessing)> Augmentations = new(StringComparer.Ordinal)
    {
        ["crop"] = (new Augmentation(), Plain with { ResizeShortSide = 48 }),
        ["resized crop"] = (new Augmentation(), Plain with { ResizeShortSide = 60 }),
        ["stretched"] = (new Augmentation(), Plain with { Stretch = true }),
        ["flip"] = (new Augmentation { Flip = 0.5f }, Plain with { ResizeShortSide = 48 }),
        ["padded"] = (new Augmentation { PaddedCrop = 9, Flip = 0.5f }, Plain with { ResizeShortSide = 48 }),
        ["area"] = (new Augmentation { AreaCrop = new AreaCrop(0.3f), Flip = 0.5f }, Plain with { ResizeShortSide = 48 }),
        ["scaled"] = (new Augmentation { ScaledCrop = new ScaledCrop(0.4f, 2.5f), Flip = 0.5f }, Plain),
        ["moved"] = (new Augmentation(5, 30, 0.2f) { Flip = 0.5f }, Plain with { ResizeShortSide = 48 }),
        ["all"] = (new Augmentation(3, 15, 0.1f) { ScaledCrop = new ScaledCrop(), Flip = 0.5f, Erasing = new Erasing(1) }, Plain),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Read_EveryChange_FollowsThePicture(string name)
    {
        (Augmentation augmentation, Preprocessing preprocessing) = Augmentations[name];
        var input = new Shape(1, 3, 40, 36);
        var pictures = new AugmentedReader("x", input, preprocessing, augmentation, 11);
        var masks = new MaskReader(input, preprocessing, augmentation, 11);
        var values = new float[40 * 36 * 3];
        int told = 0, ignored = 0, pixels = 0;
        for (int index = 0; index < Drawn.Count; index++)
        {
            for (int epoch = 0; epoch < 12; epoch++)
            {
                PicturePair pair = PicturePair.Read(Drawn, index);
                pictures.Fill("x", pair.Picture, epoch, index, values);
                ReadOnlySpan<byte> mask = masks.Read("x", pair, epoch, index);
                for (int p = 0; p < mask.Length; p++, pixels++)
                {
                    bool isBlack = values[3 * p] == 0;
                    if (mask[p] == Mask.Ignored)
                    {
                        // a place whose middle lies outside: black, or blended with black
                        Assert.True(values[3 * p] < 240, $"{name}: picture {index}, epoch {epoch}, pixel {p} is ignored but shows {values[3 * p]}");
                        ignored++;
                        continue;
                    }

                    if (isBlack) Assert.Fail($"{name}: picture {index}, epoch {epoch}, pixel {p} is outside, but of class {mask[p]}");
                    for (int c = 0; c < 3; c++)
                    {
                        // bytes are rounded: a flat colour may miss by one
                        if (Math.Abs(values[3 * p] - Drawn.Red(c)) > 1 || IsBetween(values, p, 36)) continue;
                        Assert.True(mask[p] == c, $"{name}: picture {index}, epoch {epoch}, pixel {p} shows class {c}, the mask says {mask[p]}");
                        told++;
                    }
                }
            }
        }

        Assert.True(told > pixels / 8, $"{told} of {pixels}");
        Assert.Equal(name is "padded" or "scaled" or "moved" or "all", ignored > 0);
    }

    [Fact]
    public void Read_WithoutChange_IsTheMask()
    {
        var reader = new MaskReader(new Shape(1, 3, 48, 64), Plain, new Augmentation(), 1);
        Assert.Equal(Drawn.Mask(2).Classes.ToArray(), reader.Read("x", PicturePair.Read(Drawn, 2), 0, 2).ToArray());
    }

    [Fact]
    public void Read_Twice_IsTheSameAndEpochsDiffer()
    {
        var reader = new MaskReader(new Shape(1, 3, 32, 32), Plain, Augmentation.ForMasks, 1);
        byte[] first = reader.Read("x", PicturePair.Read(Drawn, 2), 0, 2).ToArray(), other = reader.Read("x", PicturePair.Read(Drawn, 2), 1, 2).ToArray();
        Assert.Equal(first, reader.Read("x", PicturePair.Read(Drawn, 2), 0, 2).ToArray());
        Assert.NotEqual(first, other);
    }

    /// <summary>Whether a pixel lies beside one of another colour: there bilinear reading may pass through a third class's colour.</summary>
    private static bool IsBetween(float[] values, int pixel, int width)
    {
        int y = pixel / width, x = pixel % width, height = values.Length / 3 / width;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                int other = (y + dy) * width + x + dx;
                if (y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width && Math.Abs(values[3 * other] - values[3 * pixel]) > 1) return true;
            }
        }

        return false;
    }
}
