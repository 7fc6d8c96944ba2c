using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

public class ColourConversionTests
{
    [Fact]
    public void Ycc_EveryPairOfDifferences_IsTheFormulaToAHalf()
    {
        var y = new byte[256];
        var cb = new byte[256];
        var cr = new byte[256];
        var vectors = new byte[768];
        var scalar = new byte[768];
        for (int luminance = 0; luminance < 256; luminance += 17)
        {
            y.AsSpan().Fill((byte)luminance);
            for (int red = 0; red < 256; red++)
            {
                cr.AsSpan().Fill((byte)red);
                for (int blue = 0; blue < 256; blue++) cb[blue] = (byte)blue;
                ColourConversion.Ycc(y, cb, cr, vectors);
                ColourConversion.YccScalar(y, cb, cr, scalar);
                Assert.Equal(scalar, vectors);
                for (int blue = 0; blue < 256; blue += 15)
                {
                    Near(luminance + 1.402 * (red - 128), scalar[3 * blue]);
                    Near(luminance - 0.344136 * (blue - 128) - 0.714136 * (red - 128), scalar[3 * blue + 1]);
                    Near(luminance + 1.772 * (blue - 128), scalar[3 * blue + 2]);
                }
            }
        }
    }

    [Fact]
    public void Rows_OfEveryLength_AreTheSameAsPixelByPixel()
    {
        for (int length = 1; length < 70; length++)
        {
            var random = new Random(length);
            byte[] a = new byte[length], b = new byte[length], c = new byte[length], rgb = new byte[3 * length], expected = new byte[3 * length];
            random.NextBytes(a);
            random.NextBytes(b);
            random.NextBytes(c);
            ColourConversion.Ycc(a, b, c, rgb);
            ColourConversion.YccScalar(a, b, c, expected);
            Assert.Equal(expected, rgb);
            ColourConversion.Rgb(a, b, c, rgb);
            Assert.Equal(Enumerable.Range(0, length).SelectMany(i => new[] { a[i], b[i], c[i] }), rgb);
        }
    }

    [Fact]
    public void Blacken_InksStoredAsTheirRest_DarkensColours()
    {
        byte[] rgb = [255, 128, 0, 255, 128, 0];
        ColourConversion.Blacken(rgb, [255, 51], turned: false);
        Assert.Equal([255, 128, 0, 51, 26, 0], rgb);
        ColourConversion.Blacken(rgb, [255, 255], turned: true);
        Assert.Equal([0, 127, 255, 204, 229, 255], rgb);
    }

    private static void Near(double expected, byte found) => Assert.InRange(found - Math.Clamp(expected, 0, 255), -0.51, 0.51);
}
