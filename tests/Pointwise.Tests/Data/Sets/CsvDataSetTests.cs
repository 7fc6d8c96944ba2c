using Pointwise.Data;
using Pointwise.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Sets;

public sealed class CsvDataSetTests : IDisposable
{
    private readonly PictureTree tree = new();

    public CsvDataSetTests() => tree.Add("p/0.pgm", "p/1.pgm", "p/with, comma.pgm", "p/and \"quote\".pgm");

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("p/0.pgm,rose\np/1.pgm,daisy\n")]
    [InlineData("path,label\np/0.pgm,rose\np/1.pgm,daisy")]
    [InlineData("\uFEFFLabel,Image\r\nrose,p/0.pgm\r\ndaisy,p/1.pgm\r\n")]
    [InlineData("number,filename,class\n7,p/0.pgm,rose\n8,p/1.pgm,daisy\n")]
    [InlineData("Bild,Blume\n\np/0.pgm, rose \n\n\"p/1.pgm\",\"daisy\"\n\n")]
    [InlineData("p\\0.pgm,rose\np\\1.pgm,daisy\n")]
    public void Open_RowsWithAndWithoutHeader_GiveTheSame(string text)
    {
        CsvDataSet data = Open(text);
        Assert.Equal(["daisy", "rose"], data.Classes);
        Assert.Equal([1, 0], Enumerable.Range(0, data.Count).Select(data.Label));
        Assert.Equal([0, 1], Enumerable.Range(0, data.Count).Select(i => (int)data.Read(i).Pixels.Span[0]));
    }

    [Fact]
    public void Open_QuotedFields_AreRead()
    {
        CsvDataSet data = Open("path,label\n\"p/with, comma.pgm\",\"two\nlines, \"\"quoted\"\"\"\n\"p/and \"\"quote\"\".pgm\",b\n".Replace("two\nlines", "two lines", StringComparison.Ordinal));
        Assert.Equal(["b", "two lines, \"quoted\""], data.Classes);
        Assert.Equal([2, 3], Enumerable.Range(0, 2).Select(i => (int)data.Read(i).Pixels.Span[0]));
    }

    [Fact]
    public void Open_NumbersAsLabels_AreOrderedAsNumbers() => Assert.Equal(["2", "9", "10"], Open("p/0.pgm,10\np/1.pgm,9\np/0.pgm,2\n").Classes);

    [Fact]
    public void Open_AColumnOfParts_PartsTheSet()
    {
        tree.AddText("l.csv", "path,label,split\np/0.pgm,a,train\np/1.pgm,b,train\np/0.pgm,b,val\np/1.pgm,a,test\n");
        DataSplit split = DataSets.Open(tree.In("l.csv"));
        Assert.Equal((2, 1, 1, "CSV"), (split.Train.Count, split.Validation!.Count, split.Test!.Count, split.Kind));
        Assert.Equal((1, 0), (split.Validation.Label(0), split.Test.Label(0)));
    }

    [Fact]
    public void Open_AFolderWithLists_TakesTheirNamesAsParts()
    {
        tree.AddText("train.csv", "p/0.pgm,a\np/1.pgm,b\n").AddText("my-test.csv", "p/1.pgm,b\n");
        DataSplit split = DataSets.Open(tree.Path);
        Assert.Equal((2, 1), (split.Train.Count, split.Test!.Count));
        Assert.Equal(1, split.Test.Label(0));
    }

    [Theory]
    [InlineData("p/0.pgm,a\np/1.pgm\n", "line 2: too few fields\n  expected: 2: path,label\n  found:    1")]
    [InlineData("p/0.pgm,a\n,b\n", "line 2: an empty field")]
    [InlineData("p/0.pgm,a\n\"p/1.pgm,b\n", "line 2: a quote that is not closed")]
    [InlineData("p/0.pgm,a\n\"p/1.pgm\"x,b\n", "line 2: text after a quoted field\n  expected: a comma or the line's end\n  found:    'x'")]
    [InlineData("path,label,split\np/0.pgm,a,trian\n", "line 2: no such part\n  expected: train, val or test\n  found:    trian")]
    [InlineData("path,label\n", "no pictures\n  expected: rows of path,label")]
    [InlineData("p/0.pgm,a\np/1.pgm,a\n", "a single class\n  expected: labels of two classes or more\n  found:    a")]
    [InlineData("p/0.pgm,a\np/\u0001.pgm,b\n", "line 2: control characters")]
    public void Open_AWrongRow_NamesItsLine(string text, string problem)
    {
        tree.AddText("l.csv", text);
        Assert.Contains(problem, Assert.Throws<PointwiseException>(() => CsvDataSet.Open(tree.In("l.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HostileText_IsATypedError()
    {
        tree.AddText("fields.csv", new string(',', 100_000)).AddText("long.csv", new string('a', 100_000)).AddBytes("bytes.csv", [(byte)'a', (byte)',', 0xFF, 0xFE]).AddText("large.csv", new string('\n', 2000) + "a,b");
        foreach ((string name, string problem) in new[] { ("fields.csv", "too many fields"), ("long.csv", "a field that is too long"), ("bytes.csv", "no UTF-8 text") })
            Assert.Contains(problem, Assert.Throws<PointwiseException>(() => CsvDataSet.Open(tree.In(name))).Message, StringComparison.Ordinal);
        Assert.Contains("raise Limits.PictureListBytes", Assert.Throws<PointwiseException>(() => CsvDataSet.Open(tree.In("large.csv"), new Limits { PictureListBytes = 1000 })).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<PointwiseException>(() => CsvDataSet.Open(tree.In("none.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFileThatIsNotThere_NamesIt()
    {
        CsvDataSet data = Open("path,label\np/0.pgm,a\np/none.pgm,b\n");
        Assert.Contains("none.pgm: cannot be read\n  expected: a picture\n  found:    no such file", Assert.Throws<PointwiseException>(() => data.Read(1)).Message, StringComparison.Ordinal);
    }

    private CsvDataSet Open(string text)
    {
        tree.AddText("l.csv", text);
        return CsvDataSet.Open(tree.In("l.csv"));
    }
}
