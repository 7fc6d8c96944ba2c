using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

public class AugmentedReaderTests
{
    private static readonly Preprocessing Plain = new() { Scale = 1 };

    [Fact]
    public void Fill_Flip_HappensAsOftenAsAskedAndMirrors()
    {
        Picture picture = Pictures.OfFormula(16, 16, 3);
        float[] straight = PictureReaderTests.Filled(picture, new Shape(1, 3, 16, 16), Plain), mirrored = PictureReaderTests.Filled(picture, new Shape(1, 3, 16, 16), Plain, new PictureView(IsFlipped: true));
        AugmentedReader reader = Reader(new Augmentation { Flip = 0.25f }, 3, 16);
        var values = new float[straight.Length];
        int flipped = 0;
        for (int i = 0; i < 1000; i++)
        {
            reader.Fill("x", picture, 0, i, values);
            if (values.AsSpan().SequenceEqual(mirrored)) flipped++;
            else Assert.Equal(straight, values);
        }

        Assert.InRange(flipped, 195, 305);
    }

    [Fact]
    public void Fill_PaddedCrop_IsAWindowOfThePictureAmongBlack()
    {
        Picture picture = Pictures.Flat(8, 8, 1);
        picture = new Picture(8, 8, 1, Enumerable.Range(1, 64).Select(i => (byte)i).ToArray());
        AugmentedReader reader = Reader(new Augmentation { PaddedCrop = 2 }, 1, 8);
        var values = new float[64];
        var places = new HashSet<(int, int)>();
        for (int i = 0; i < 500; i++)
        {
            reader.Fill("x", picture, 0, i, values);
            (int Down, int Right) found = (from down in Enumerable.Range(-2, 5) from right in Enumerable.Range(-2, 5) where Shifted(values, down, right) select (down, right)).Single();
            places.Add(found);
        }

        Assert.Equal(25, places.Count);

        static bool Shifted(float[] values, int down, int right) => Enumerable.Range(0, 64).All(p =>
        {
            int y = p / 8 + down, x = p % 8 + right;
            return values[p] == (y is >= 0 and < 8 && x is >= 0 and < 8 ? y * 8 + x + 1 : 0);
        });
    }

    [Fact]
    public void Fill_PaddedCropOfAPhotograph_CutsTheResizedOne()
    {
        Picture picture = Pictures.OfFormula(60, 90, 3), resized = picture.Resize(20, 30);
        AugmentedReader reader = Reader(new Augmentation { PaddedCrop = 0 }, 3, 16, Plain with { ResizeShortSide = 20 });
        float[][] windows = [.. from top in Enumerable.Range(0, 5) from left in Enumerable.Range(0, 15) select PictureReaderTests.Cut(resized, top, left, 16)];
        var values = new float[16 * 16 * 3];
        for (int i = 0; i < 50; i++)
        {
            reader.Fill("x", picture, 0, i, values);
            Assert.Contains(windows, w => w.AsSpan().SequenceEqual(values));
        }
    }

    [Fact]
    public void Fill_AreaCrop_ResizesThePartThatIsDrawn()
    {
        Picture picture = Pictures.OfFormula(60, 90, 3);
        AugmentedReader reader = Reader(new Augmentation { AreaCrop = new AreaCrop() }, 3, 16);
        var values = new float[16 * 16 * 3];
        for (int i = 0; i < 20; i++)
        {
            reader.Fill("x", picture, 4, i, values);
            PictureDraws draws = PictureDraws.For(AugmentedReader.Stream(5).Split(4), i, PictureDraws.Use.Crop);
            (int top, int left, int h, int w) = new AreaCrop().Draw(ref draws, 60, 90);
            byte[] part = [.. Enumerable.Range(top, h).SelectMany(y => PixelRows.Of(picture).Row(y, left, w).ToArray())];
            Assert.Equal(new Picture(h, w, 3, part).Resize(16, 16).Pixels.ToArray().Select(v => (float)v), values);
        }
    }

    [Fact]
    public void Fill_EverythingAtOnce_IsFiniteAndRepeats()
    {
        var all = new Augmentation(2, 10, 0.1f) { Flip = 0.5f, AreaCrop = new AreaCrop(), ColourJitter = new ColourJitter(0.4f, 0.4f, 0.4f, 0.1f), Erasing = new Erasing() };
        foreach (int channels in new[] { 1, 3 })
        {
            foreach (Picture picture in new[] { Pictures.OfFormula(1, 1, 4), Pictures.OfFormula(3, 200, 2), Pictures.OfFormula(70, 50, 3), Pictures.OfFormula(50, 70, 1) })
            {
                float[] first = new float[16 * 16 * channels], second = new float[first.Length], other = new float[first.Length];
                Reader(all, channels, 16).Fill("x", picture, 3, 8, first);
                AugmentedReader used = Reader(all, channels, 16);
                used.Fill("x", Pictures.OfFormula(90, 20, 3), 1, 1, other);
                used.Fill("x", picture, 3, 8, second);
                Assert.Equal(first, second);
                Assert.All(first, v => Assert.True(float.IsFinite(v)));
            }
        }
    }

    [Fact]
    public void Fill_ColoursForABlueFirstNetwork_TurnsThemLast()
    {
        Picture picture = Pictures.OfFormula(16, 16, 3);
        var jitter = new Augmentation { ColourJitter = new ColourJitter(0, 0, 0.5f, 0.2f) };
        float[] red = new float[16 * 16 * 3], blue = new float[red.Length];
        Reader(jitter, 3, 16).Fill("x", picture, 0, 0, red);
        Reader(jitter, 3, 16, Plain with { Channels = ChannelOrder.Bgr }).Fill("x", picture, 0, 0, blue);
        for (int i = 0; i < red.Length; i++) Assert.Equal(red[i], blue[i / 3 * 3 + 2 - i % 3]);
    }

    [Fact]
    public void Fill_PictureBelowTheCrop_IsRefusedUnlessPadded()
    {
        Picture picture = Pictures.Flat(10, 10, 1);
        var values = new float[16 * 16];
        Preprocessing small = Plain with { ResizeShortSide = 12 };
        Assert.Equal("crop larger than the resized picture", Assert.Throws<PointwiseException>(() => Reader(new Augmentation { PaddedCrop = 1 }, 1, 16, small).Fill("x", picture, 0, 0, values)).Problem);
        Reader(new Augmentation { PaddedCrop = 2 }, 1, 16, small).Fill("x", picture, 0, 0, values);
        Assert.Equal(144, values.Count(v => v == 1));
    }

    private static AugmentedReader Reader(Augmentation augmentation, int channels, int side, Preprocessing? preprocessing = null) =>
        new("test", new Shape(1, channels, side, side), preprocessing ?? Plain, augmentation, 5);
}
