using Pointwise.Data.Augmenting;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

public class AreaCropTests
{
    [Theory]
    [InlineData(375, 500)]
    [InlineData(500, 333)]
    [InlineData(32, 32)]
    public void Draw_OfAnyPicture_StaysInItsRanges(int height, int width)
    {
        var crop = new AreaCrop();
        PictureDraws draws = PictureDrawsTests.Draws(1);
        double areas = 0;
        const int Many = 4000;
        for (int i = 0; i < Many; i++)
        {
            (int top, int left, int h, int w) = crop.Draw(ref draws, height, width);
            Assert.True(top >= 0 && left >= 0 && h >= 1 && w >= 1 && top + h <= height && left + w <= width);
            // whole pixels: half a pixel a side
            Assert.InRange((w + 0.5) / (h - 0.5), 3.0 / 4, double.MaxValue);
            Assert.InRange((w - 0.5) / (h + 0.5), 0, 4.0 / 3);
            Assert.InRange((h + 0.5) * (w + 0.5), 0.08 * height * width, double.MaxValue);
            areas += (double)h * w / height / width;
        }

        // even from 0.08 to 1, but for large parts of wrong proportions, which are drawn again
        Assert.InRange(areas / Many, 0.36, 0.55);
    }

    [Theory]
    [InlineData(10, 1000, 10, 13, 0, 493)]
    [InlineData(1000, 10, 13, 10, 493, 0)]
    [InlineData(1, 1, 1, 1, 0, 0)]
    public void Draw_WhereNothingFits_TakesTheLargestCentre(int height, int width, int h, int w, int top, int left)
    {
        PictureDraws draws = PictureDrawsTests.Draws(2);
        Assert.Equal((top, left, h, w), new AreaCrop(1, 1).Draw(ref draws, height, width));
    }

    [Fact]
    public void Draw_IsTheDefinition()
    {
        // the definition with the same numbers, in its own words
        PictureDraws draws = PictureDrawsTests.Draws(3), same = PictureDrawsTests.Draws(3);
        (int top, int left, int h, int w) = new AreaCrop(0.2f, 0.3f).Draw(ref draws, 300, 400);
        double area = 300 * 400 * same.Between(0.2f, 0.3f), ratio = Math.Exp(same.Between(Math.Log(3f / 4), Math.Log(4f / 3)));
        Assert.Equal(Math.Round(Math.Sqrt(area * ratio)), w);
        Assert.Equal(Math.Round(Math.Sqrt(area / ratio)), h);
        Assert.Equal((same.Integer(300 - h + 1), same.Integer(400 - w + 1)), (top, left));
    }
}
