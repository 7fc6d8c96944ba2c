using System.Xml.Linq;
using Pointwise.Drawing;
using Xunit;

namespace Pointwise.Tests.Drawing;

public class SvgWriterTests
{
    [Fact]
    public void Text_WithMarkup_IsEscapedAndReadsBack()
    {
        const string Wicked = "</text><script>alert('1')</script> & \"q\" \u0001";
        XDocument drawing = XDocument.Parse(new SvgWriter(10, 10, Wicked, "").Text(1, 2, Wicked, "a\"b").ToString());
        XElement text = drawing.Descendants().Single(e => e.Name.LocalName == "text");
        Assert.Equal("</text><script>alert('1')</script> & \"q\" ?", text.Value);
        Assert.Equal("a\"b", text.Attribute("class")!.Value);
        Assert.DoesNotContain(drawing.Descendants(), e => e.Name.LocalName == "script");
    }

    [Fact]
    public void Shapes_AreWrittenInOrderWithPointsAsDecimals()
    {
        string svg = new SvgWriter(10, 20.5, "t", ".a{}").Rectangle(1, 2, 3.25, 4, "a", 2).Line(0, 0, 1, 1, "b").Polygon("c", (0, 0), (1.5, 2)).ToString();
        Assert.Contains("viewBox=\"0 0 10 20.5\"", svg, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"a\" x=\"1\" y=\"2\" width=\"3.25\" height=\"4\" rx=\"2\"/>\n<line class=\"b\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"/>\n<polygon class=\"c\" points=\"0,0 1.5,2\"/>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_CellsWithMarkup_AreEscaped()
    {
        string page = new HtmlPage("a < b").Table(["name", ">n"], [["<i>", "1"], ["sum", "2"]], strongRows: 1).ToString();
        Assert.Contains("<title>a &lt; b</title>", page, StringComparison.Ordinal);
        Assert.Contains("<td>&lt;i&gt;</td><td class=\"right\">1</td>", page, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"strong\"><td>sum</td>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1.0K")]
    [InlineData(163_328, "163.3K")]
    [InlineData(999_960, "1.00M")]
    [InlineData(128_049_152, "128.05M")]
    [InlineData(1_582_671_872, "1.58G")]
    [InlineData(2_300_000_000_000, "2.30T")]
    public void Figures_Short_KeepsThreeToFiveDigits(long value, string text) => Assert.Equal(text, Figures.Short(value));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(3_211_264, "3.1 MiB")]
    [InlineData(3L << 30, "3.00 GiB")]
    public void Figures_Bytes_ArePowersOfTwo(long value, string text) => Assert.Equal(text, Figures.Bytes(value));
}
