using Pointwise.Data;
using Pointwise.Data.Codecs;
using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

/// <summary>EXIF's table: where the stored picture's first row and first column belong.</summary>
public class OrientationTests
{
    [Theory]
    [InlineData(1, "abc def")]
    [InlineData(2, "cba fed")]
    [InlineData(3, "fed cba")]
    [InlineData(4, "def abc")]
    [InlineData(5, "ad be cf")]
    [InlineData(6, "da eb fc")]
    [InlineData(7, "fc eb da")]
    [InlineData(8, "cf be ad")]
    public void Picture_EveryOrientation_LiesTheRightWayUp(int orientation, string expected)
    {
        string[] stored = ["abc", "def"];
        var oriented = new OrientedPicture(2, 3, 1, orientation);
        for (int y = 0; y < 2; y++)
        {
            for (int x = 0; x < 3; x++) oriented.Row(y)[x] = (byte)stored[y][x];
            oriented.Take(y);
        }

        Picture picture = oriented.Picture;
        string[] rows = [.. Enumerable.Range(0, picture.Height).Select(y => string.Concat(picture.Pixels.Slice(y * picture.Width, picture.Width).ToArray().Select(b => (char)b)))];
        Assert.Equal(expected, string.Join(' ', rows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Read_APhotographThatSaysHowItWasHeld_TurnsEveryPixel(int orientation)
    {
        byte[] file = JpegBytes.Of("s420");
        Picture stored = PictureFile.Read("stored", file);
        (int h, int w) = (stored.Height, stored.Width);
        foreach (bool small in (bool[])[true, false])
        {
            Picture picture = PictureFile.Read("held", JpegBytes.Insert(file, 2, Exif(orientation, small)));
            Assert.Equal(orientation < 5 ? (h, w) : (w, h), (picture.Height, picture.Width));
            for (int y = 0; y < picture.Height; y++)
            {
                for (int x = 0; x < picture.Width; x++)
                {
                    (int sy, int sx) = orientation switch
                    {
                        1 => (y, x), 2 => (y, w - 1 - x), 3 => (h - 1 - y, w - 1 - x), 4 => (h - 1 - y, x),
                        5 => (x, y), 6 => (h - 1 - x, y), 7 => (h - 1 - x, w - 1 - y), _ => (x, w - 1 - y),
                    };
                    Assert.Equal(stored.Pixels.Slice((sy * w + sx) * 3, 3).ToArray(), picture.Pixels.Slice((y * picture.Width + x) * 3, 3).ToArray());
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("45786966")]
    [InlineData("457869660000")]
    [InlineData("45786966000049492A00")]
    [InlineData("45786966000049492A00FFFFFFFF")]
    [InlineData("45786966000049492A0008000000")]
    [InlineData("45786966000049492A0008000000FFFF")]
    [InlineData("45786966000049492A00080000000100120103000100000009000000")]
    [InlineData("45786966000049492A00080000000100120103000100000000000000")]
    [InlineData("45786966000049492A00080000000100120104000100000006000000")]
    [InlineData("45786966000058582A00080000000100120103000100000006000000")]
    public void Orientation_DamagedExif_IsUpright(string hex) => Assert.Equal(1, ExifOrientation.Read(Convert.FromHexString(hex)));

    private static byte[] Exif(int orientation, bool small)
    {
        string hex = small ? $"FFE1002245786966000049492A000800000001001201030001000000{orientation:X2}00000000000000"
            : $"FFE100224578696600004D4D002A0000000800010112000300000001{orientation:X4}000000000000";
        return Convert.FromHexString(hex);
    }
}
