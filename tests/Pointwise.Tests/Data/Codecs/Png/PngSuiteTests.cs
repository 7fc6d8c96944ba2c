using System.Buffers.Binary;
using System.Text.Json;
using Pointwise.Data;
using Pointwise.Data.Codecs.Png;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Png;

/// <summary>Willem van Schaik's suite, whose pixels lie beside it as red, green, blue, alpha.</summary>
public class PngSuiteTests
{
    [Fact]
    public void Load_EveryGoodFile_HasThePixelsOfTheSuite()
    {
        int exact = 0, files = 0;
        foreach (string path in Directory.EnumerateFiles(TestData.Require("png-suite", "png"), "*.png").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (name[0] == 'x') continue;
            byte[] file = File.ReadAllBytes(path);
            int[] expected = Numbers(name);
            Picture picture = PictureFile.Read(name, file);
            Assert.Equal(Channels(name, file), picture.Channels);
            bool isWide = file[24] == 16;
            Same(name, Coloured(picture), isWide ? [.. expected.Select(Rounded)] : expected);
            if (isWide)
            {
                Same(name, Coloured(PngDecoder.Exact(name, file), file[25]), Opaque(expected, file[25]));
                exact++;
            }

            files++;
        }

        Assert.Equal((161, 33), (files, exact));
    }

    [Fact]
    public void Load_EveryBadFile_IsRefused()
    {
        string[] paths = Directory.GetFiles(TestData.Require("png-suite", "png"), "x*.png");
        Assert.Equal(14, paths.Length);
        foreach (string path in paths)
        {
            var e = Assert.Throws<PointwiseException>(() => PictureFile.Load(path));
            string problem = Path.GetFileName(path)[1] switch
            {
                's' or 'r' or 'l' => "a PNG that was changed on the way",
                'c' when path.Contains("xcs", StringComparison.Ordinal) => "chunk IDAT was changed",
                'c' when path.Contains("xcr", StringComparison.Ordinal) => "a PNG that was changed on the way",
                'h' => "chunk IHDR was changed",
                'c' or 'd' when !path.Contains("xdt", StringComparison.Ordinal) => "no such kind of PNG",
                _ => "ends too early",
            };
            Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        }
    }

    private static int[] Numbers(string name)
    {
        string text = File.ReadAllText(TestData.Require("png-suite", "json", $"{name}.json"));
        using JsonDocument document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(e => e.GetInt32())];
    }

    /// <summary>1 or 3 where there is no alpha, however the pixels are stored.</summary>
    private static int Channels(string name, byte[] file)
    {
        int colour = file[25] is 0 ? 1 : file[25] == 4 ? 2 : file[25] == 6 ? 4 : 3;
        return colour + (file.AsSpan().IndexOf("tRNS"u8) > 0 ? 1 : 0);
    }

    private static int Rounded(int wide) => (int)Math.Round(wide * 255 / 65535.0, MidpointRounding.AwayFromZero);

    private static int[] Coloured(Picture picture)
    {
        byte[] values = picture.Pixels.ToArray();
        return [.. Enumerable.Range(0, picture.Height * picture.Width).SelectMany(p =>
            Rgba(i => values[p * picture.Channels + i], picture.Channels, 255))];
    }

    private static int[] Coloured(byte[] bytes, byte colour)
    {
        int channels = colour switch { 0 => 1, 4 => 2, 2 => 3, _ => 4 };
        return [.. Enumerable.Range(0, bytes.Length / (2 * channels)).SelectMany(p =>
            Rgba(i => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2 * (p * channels + i))), channels, 65535))];
    }

    private static int[] Rgba(Func<int, int> value, int channels, int opaque) => channels switch
    {
        1 => [value(0), value(0), value(0), opaque],
        2 => [value(0), value(0), value(0), value(1)],
        3 => [value(0), value(1), value(2), opaque],
        _ => [value(0), value(1), value(2), value(3)],
    };

    /// <summary>The exact samples know no tRNS.</summary>
    private static int[] Opaque(int[] pixels, byte colour) => colour is 4 or 6 ? pixels : [.. pixels.Select((v, i) => i % 4 == 3 ? 65535 : v)];

    private static void Same(string name, int[] found, int[] expected)
    {
        Assert.True(found.Length == expected.Length, $"{name}: {found.Length} values, expected {expected.Length}");
        int at = Enumerable.Range(0, found.Length).FirstOrDefault(i => found[i] != expected[i], -1);
        Assert.True(at < 0, $"{name}: pixel {at / 4}, channel {at % 4}: {(at < 0 ? 0 : found[at])}, expected {(at < 0 ? 0 : expected[at])}");
    }
}
