using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data;

public class PictureViewTests
{
    private static readonly Shape Input = new(1, 3, 24, 24);
    private static readonly Preprocessing Plain = new() { Scale = 1, ResizeShortSide = 32 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(144)]
    public void Several_KnownNumber_GivesAsManyDifferentViews(int count)
    {
        var views = PictureView.Several(count, Input);
        Assert.Equal(count, views.Distinct().Count());
        Assert.Equal(default, views[0] with { ShortSide = 0, Square = ViewSquare.None });
        Assert.Equal(count / 2, views.Count(v => v.IsFlipped));
    }

    [Fact]
    public void Several_OfThePaper_ScalesItsSizesWithTheInput()
    {
        Assert.Equal([256, 288, 320, 352], PictureView.Several(144, new Shape(1, 3, 224, 224)).Select(v => v.ShortSide).Distinct());
        Assert.Equal([128, 144, 160, 176], PictureView.Several(144, new Shape(1, 3, 112, 112)).Select(v => v.ShortSide).Distinct());
    }

    [Fact]
    public void Several_UnknownNumber_IsRefused() => Assert.Equal(
        "views: no such number of views\n  expected: 1, 2, 10, 144\n  found:    5\n  fix:      ask for one of these", Assert.Throws<PointwiseException>(() => PictureView.Several(5, Input)).Message);

    [Theory]
    [InlineData(ViewPlace.Centre, 4, 12)]
    [InlineData(ViewPlace.TopLeft, 0, 0)]
    [InlineData(ViewPlace.TopRight, 0, 24)]
    [InlineData(ViewPlace.BottomLeft, 8, 0)]
    [InlineData(ViewPlace.BottomRight, 8, 24)]
    public void Fill_APlace_ShowsThatPart(ViewPlace place, int top, int left)
    {
        Picture picture = Pictures.OfPlaces(32, 48);
        Assert.Equal(PictureReaderTests.Cut(picture, top, left, 24), PictureReaderTests.Filled(picture, Input, Plain, new PictureView(place)));
    }

    [Theory]
    [InlineData(ViewSquare.First, 0)]
    [InlineData(ViewSquare.Middle, 12)]
    [InlineData(ViewSquare.Last, 24)]
    public void Fill_ASquare_IsCroppedOrResizedOnceMore(ViewSquare square, int left)
    {
        Picture resized = Pictures.OfFormula(50, 80, 3).Resize(30, 48);
        Picture cut = new(30, 30, 3, PictureReaderTests.Cut(resized, 0, left * 3 / 4, 30).Select(v => (byte)v).ToArray());
        Picture picture = Pictures.OfFormula(50, 80, 3);
        Assert.Equal(PictureReaderTests.Cut(cut, 0, 6, 24), PictureReaderTests.Filled(picture, Input, Plain, new PictureView(ViewPlace.TopRight, false, 30, square)));
        float[] whole = [.. cut.Resize(24, 24).Pixels.ToArray().Select(v => (float)v)];
        Assert.Equal(whole, PictureReaderTests.Filled(picture, Input, Plain, new PictureView(ViewPlace.Whole, false, 30, square)));
    }

    [Fact]
    public void Fill_Upright_TakesItsSquaresFromTopToBottom()
    {
        Picture picture = Pictures.OfPlaces(40, 30);
        Assert.Equal(PictureReaderTests.Cut(picture, 10, 0, 24), PictureReaderTests.Filled(picture, Input, Plain, new PictureView(ViewPlace.TopLeft, false, 30, ViewSquare.Last)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fill_Flipped_IsTheMirrorPicture(int channels)
    {
        var input = new Shape(1, channels, 24, 24);
        foreach (Picture picture in new[] { Pictures.OfFormula(50, 60, channels), Pictures.OfFormula(24, 24, channels) })
        {
            Preprocessing preprocessing = picture.Height == 24 ? Plain with { ResizeShortSide = 0 } : Plain;
            byte[] before = picture.Pixels.ToArray();
            float[] straight = PictureReaderTests.Filled(picture, input, preprocessing), flipped = PictureReaderTests.Filled(picture, input, preprocessing, new PictureView(IsFlipped: true));
            for (int i = 0; i < straight.Length; i++)
            {
                int c = i % channels, x = i / channels % 24, y = i / channels / 24;
                Assert.Equal(straight[i], flipped[(y * 24 + 23 - x) * channels + c]);
            }

            Assert.Equal(before, picture.Pixels.ToArray());
        }
    }

    [Fact]
    public void Fill_ASquareSmallerThanTheInput_IsRefused()
    {
        var reader = new PictureReader("x", Input, Plain);
        Assert.Equal("crop larger than the resized picture", Assert.Throws<PointwiseException>(() => reader.Fill("x", Pictures.Flat(9, 9, 1), new float[reader.Floats], new PictureView(ViewPlace.TopLeft, false, 20, ViewSquare.First))).Problem);
        var exact = new PictureReader("x", Input, Plain with { ResizeShortSide = 0 });
        Assert.Equal("a view of a square needs a short side", Assert.Throws<PointwiseException>(() => exact.Fill("x", Pictures.Flat(24, 24, 1), new float[reader.Floats], new PictureView(ViewPlace.Whole))).Problem);
    }
}
