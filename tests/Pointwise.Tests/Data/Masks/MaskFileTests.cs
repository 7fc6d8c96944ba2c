using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Drawing;
using Xunit;

namespace Pointwise.Tests.Data.Masks;

public class MaskFileTests
{
    private static readonly ClassTable Names = ClassTable.Of("sky", "road", "car");
    private static readonly ClassTable Coloured = ClassTable.Of("classes", [new("sky", new Rgb(0, 0, 255)), new("road", new Rgb(90, 90, 90)), new("void", new Rgb(0, 0, 0), true)]);

    [Fact]
    public void Read_Grey_IsTheValues()
    {
        Mask mask = Read(Names, 2, 3, 1, [0, 1, 2, 255, 1, 0]);
        Assert.Equal((2, 3), (mask.Height, mask.Width));
        Assert.Equal([0, 1, 2, 255, 1, 0], mask.Classes.ToArray());
    }

    [Fact]
    public void Read_Colours_AreLookedUp() =>
        Assert.Equal([0, 1, 1, 255], Read(Coloured, 2, 2, 3, [0, 0, 255, 90, 90, 90, 90, 90, 90, 0, 0, 0]).Classes.ToArray());

    [Fact]
    public void Read_ColoursOfThreeEqualValues_AreNumbersWithoutATableOfColours() =>
        Assert.Equal([2, 0], Read(Names, 1, 2, 3, [2, 2, 2, 0, 0, 0]).Classes.ToArray());

    [Fact]
    public void Read_GreyWithATableOfGreys_IsReadByColour()
    {
        ClassTable table = ClassTable.Of("classes", [new("ground", new Rgb(0, 0, 0)), new("thing", new Rgb(255, 255, 255))]);
        Assert.Equal([0, 1, 1], Read(table, 1, 3, 1, [0, 255, 255]).Classes.ToArray());
    }

    [Fact]
    public void Read_ValueOutOfRange_NamesThePixel()
    {
        var e = Assert.Throws<PointwiseException>(() => Read(Names, 2, 3, 1, [0, 1, 2, 0, 7, 0]));
        Assert.Equal("mask.png: row 1, column 1: no such class\n  expected: 0 to 2, or 255 for pixels that count nowhere\n  found:    7\n  fix:      add the class to the table, or mend the mask", e.Message);
    }

    [Fact]
    public void Read_ColourNotInTheTable_NamesThePixel()
    {
        var e = Assert.Throws<PointwiseException>(() => Read(Coloured, 1, 2, 3, [0, 0, 255, 45, 45, 172]));
        Assert.Equal(("mask.png: row 0, column 1", "a colour that the table of classes lacks", "45,45,172"), (e.Where, e.Problem, e.Found));
        e = Assert.Throws<PointwiseException>(() => Read(Names, 1, 2, 3, [1, 1, 1, 45, 45, 172]));
        Assert.Equal(("mask.png: row 0, column 1", "a coloured mask without a table of colours", "45,45,172"), (e.Where, e.Problem, e.Found));
    }

    [Fact]
    public void Read_Palette_IsItsIndicesOrItsColours()
    {
        byte[] file = File.ReadAllBytes(TestData.Require("png-suite", "png", "basn3p04.png"));
        Mask numbers = MaskFile.Read("mask.png", file, ClassTable.Of(Enumerable.Range(0, 16).Select(i => $"{i}")), Limits.Default);
        Picture colours = PictureFile.Read("mask.png", file);
        Assert.Equal((colours.Height, colours.Width), (numbers.Height, numbers.Width));
        Rgb[] used = [.. Enumerable.Range(0, numbers.Classes.Length).Select(p => ColourOf(colours, p)).Distinct()];
        Mask byColour = MaskFile.Read("mask.png", file, ClassTable.Of("classes", used.Select((c, i) => new ClassLine($"{i}", c))), Limits.Default);
        for (int p = 0; p < numbers.Classes.Length; p++) Assert.Equal(ColourOf(colours, p), used[byColour.Classes.Span[p]]);
        Assert.Equal(used.Length, numbers.Classes.ToArray().Distinct().Count());
    }

    [Theory]
    [InlineData("basn0g01.png", 1)]
    [InlineData("basn0g02.png", 2)]
    [InlineData("basn0g04.png", 4)]
    public void Read_GreyOfFewBits_IsNotScaled(string name, int bits)
    {
        byte[] file = File.ReadAllBytes(TestData.Require("png-suite", "png", name));
        ReadOnlySpan<byte> scaled = PictureFile.Read(name, file).Pixels.Span;
        Mask mask = MaskFile.Read(name, file, ClassTable.Of(Enumerable.Range(0, 1 << bits).Select(i => $"{i}")), Limits.Default);
        for (int p = 0; p < scaled.Length; p++) Assert.Equal(scaled[p], mask.Classes.Span[p] * 255 / ((1 << bits) - 1));
    }

    [Fact]
    public void Read_OtherFiles_AreRefused()
    {
        Assert.Equal("a mask that is no PNG", Assert.Throws<PointwiseException>(() => MaskFile.Read("m", Sets.PictureTree.Pgm(1), Names, Limits.Default)).Problem);
        byte[] deep = File.ReadAllBytes(TestData.Require("png-suite", "png", "basn0g16.png"));
        Assert.Equal("a mask of 16 bits", Assert.Throws<PointwiseException>(() => MaskFile.Read("m", deep, Names, Limits.Default)).Problem);
    }

    [Fact]
    public void Read_CutOrChanged_NeverThrowsAnythingElse()
    {
        byte[] whole = Png(8, 9, 1, [.. Enumerable.Range(0, 72).Select(i => (byte)(i % 3))]);
        var random = new Random(5);
        for (int i = 0; i < 400; i++)
        {
            byte[] file = i < 100 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (i >= 100) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Mask mask = MaskFile.Read("m", file, Names, Limits.Default);
                Assert.Equal(mask.Height * mask.Width, mask.Classes.Length);
            }
            catch (PointwiseException)
            {
            }
        }
    }

    private static Rgb ColourOf(Picture picture, int pixel) => new(picture.Pixels.Span[3 * pixel], picture.Pixels.Span[3 * pixel + 1], picture.Pixels.Span[3 * pixel + 2]);

    private static Mask Read(ClassTable table, int height, int width, int channels, byte[] pixels) => MaskFile.Read("mask.png", Png(height, width, channels, pixels), table, Limits.Default);

    private static byte[] Png(int height, int width, int channels, byte[] pixels)
    {
        using var memory = new MemoryStream();
        PictureFile.SavePng(memory, new Picture(height, width, channels, pixels));
        return memory.ToArray();
    }
}
