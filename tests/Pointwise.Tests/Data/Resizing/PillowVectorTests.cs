using System.Globalization;
using System.Security.Cryptography;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Xunit;

namespace Pointwise.Tests.Data.Resizing;

/// <summary>Pillow's own answers, byte for byte; make-pillow-vectors.py beside this file made them.</summary>
public class PillowVectorTests
{
    public static TheoryData<string> Vectors => new(File.ReadLines(Path.Combine(TestData.Repository, "tests/Pointwise.Tests/Data/Resizing/pillow-vectors.txt")));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Resize_AsPillow_GivesTheSameBytes(string vector)
    {
        string[] f = vector.Split(' ');
        int[] n = [.. f[..5].Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
        Picture picture = Pictures.OfFormula(n[0], n[1], n[2]);
        Picture resized = picture.Resize(n[3], n[4], Enum.Parse<Interpolation>(f[5], ignoreCase: true), RegionOf(f[6]));
        byte[] bytes = resized.Pixels.ToArray();
        string found = f[7].StartsWith("sha256:", StringComparison.Ordinal) ? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}" : Convert.ToHexStringLower(bytes);
        Assert.Equal(f[7], found);
    }

    [Fact]
    public void Vectors_CoverEveryInterpolation() =>
        Assert.Equal(Enum.GetValues<Interpolation>().Length, Vectors.Select(v => v.Data.Split(' ')[5]).Distinct().Count());

    private static Region? RegionOf(string text)
    {
        if (text == "-") return null;
        float[] edges = [.. text.Split(',').Select(s => float.Parse(s, CultureInfo.InvariantCulture))];
        return new Region(edges[0], edges[1], edges[2], edges[3]);
    }
}
