using Pointwise.Data.Augmenting;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

public class ErasingTests
{
    private static readonly Shape Input = new(1, 3, 40, 30);

    [Fact]
    public void Apply_AsOftenAsAsked_ClearsOneRectangleOfAllowedSize()
    {
        PictureDraws draws = PictureDrawsTests.Draws(1);
        int erased = 0;
        const int Many = 2000;
        for (int i = 0; i < Many; i++)
        {
            float[] values = [.. Enumerable.Repeat(1f, 40 * 30 * 3)];
            new Erasing(0.3f).Apply(ref draws, Input, values);
            int[] cleared = [.. Enumerable.Range(0, 40 * 30).Where(p => values[3 * p] == 0)];
            Assert.Equal(3 * cleared.Length, values.Count(v => v == 0));
            if (cleared.Length == 0) continue;
            erased++;
            int h = cleared.Max(p => p / 30) - cleared.Min(p => p / 30) + 1, w = cleared.Max(p => p % 30) - cleared.Min(p => p % 30) + 1;
            Assert.Equal(h * w, cleared.Length);
            Assert.InRange((h + 0.5) * (w + 0.5), 0.02 * 40 * 30, double.MaxValue);
            Assert.InRange((h - 0.5) * (w - 0.5), 0, 0.33 * 40 * 30);
        }

        Assert.Equal(0.3 * Many, erased, 4 * Math.Sqrt(Many * 0.21));
    }

    [Fact]
    public void Apply_WhereNothingFits_LeavesThePicture()
    {
        PictureDraws draws = PictureDrawsTests.Draws(1);
        float[] values = [1, 1, 1];
        new Erasing(1).Apply(ref draws, new Shape(1, 3, 1, 1), values);
        Assert.Equal([1, 1, 1], values);
    }
}
