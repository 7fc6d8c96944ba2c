using System.Collections.Immutable;
using System.Text;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Xunit;

namespace Pointwise.Tests.Inference.Tuning;

public sealed class TuningTableTests : IDisposable
{
    private const string Entry = """{"kernel_height":3,"kernel_width":3,"padding_top":1,"padding_left":1,"channels":64,"filters":64,"height":28,"width":28,"batch":1,"threads":1,"lanes":16,"seconds":{"direct rows":2e-3,"Winograd F(4x4,3x3)":1e-3}}""";
    private static readonly Convolution Kernel = new(new KernelGeometry(3, 3, 1, 1, 1, 1, 1, 1), 1, 64, 64);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Save_AndRead_GivesTheSameTable()
    {
        TuningTable table = Table(("direct rows", 2e-3), ("Winograd F(4x4,3x3)", 1e-3)).With(Table(Key with { Batch = 8 }, ("direct rows", 0.1)));
        table.Save(folder.File("tuning.json"));
        TuningTable read = TuningTable.Read(folder.File("tuning.json"));
        Assert.Equal(2, read.Count);
        Assert.Equal(table.Entries.Keys, read.Entries.Keys);
        foreach (TuningKey key in table.Entries.Keys) Assert.Equal(table.Entries[key].AsEnumerable(), read.Entries[key].AsEnumerable());
        read.Save(folder.File("again.json"));
        Assert.Equal(File.ReadAllBytes(folder.File("tuning.json")), File.ReadAllBytes(folder.File("again.json")));
    }

    [Fact]
    public void Read_OfNoFile_IsEmpty() => Assert.Equal(0, TuningTable.Read(folder.File("none.json")).Count);

    [Fact]
    public void Fastest_OfMeasuredWays_IsTheLeastThatNothingStandsAgainst()
    {
        Circumstances run = new(1, 1, LaneWidth.Sixteen);
        IReadOnlyList<AlgorithmCandidate> possible = FastestWays.Possible(Kernel, 28, 28, run);
        Assert.Equal("direct rows", Table(("direct rows", 1e-3), ("Winograd F(4x4,3x3)", 2e-3)).Fastest(Key, possible)!.Value.Name);
        Assert.Equal("Winograd F(4x4,3x3)", Table(("direct rows", 1e-3), ("Winograd F(4x4,3x3)", 5e-4)).Fastest(Key, possible)!.Value.Name);
        // a way that there is not, or not here, is not taken
        Assert.Equal("direct rows", Table(("direct rows", 1e-3), ("Winograd F(9x9,3x3)", 1e-9), ("Winograd F(4x4,5x5)", 1e-9)).Fastest(Key, possible)!.Value.Name);
        Assert.Null(Table(("Winograd F(9x9,3x3)", 1e-9)).Fastest(Key, possible));
        Assert.Null(TuningTable.Empty.Fastest(Key, possible));
    }

    [Fact]
    public void Of_AConvolution_FollowsTheTableForItsBatchAndThreadsAlone()
    {
        var ways = new FastestWays(Table(("direct rows", 1e-3), ("Winograd F(4x4,3x3)", 2e-3)));
        Assert.Equal(ConvolutionWay.Direct, ways.Of(Kernel, 28, 28, new Circumstances(1, 1, LaneWidth.Sixteen)));
        Assert.Equal(ConvolutionWay.Of(new WinogradForm(3, 3, 4, 4)), ways.Of(Kernel, 28, 28, new Circumstances(2, 1, LaneWidth.Sixteen)));
        Assert.Equal(ConvolutionWay.Direct, ways.Of(Kernel with { Geometry = Kernel.Geometry with { StrideH = 2 } }, 14, 28, new Circumstances(1, 1, LaneWidth.Sixteen)));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "the table is wrong")]
    [InlineData("{}", "not a table of measured convolutions")]
    [InlineData("""{"pointwise_tuning":2}""", "pointwise_tuning is wrong")]
    [InlineData("""{"pointwise_tuning":1,"pointwise_tuning":1}""", "key given twice")]
    [InlineData("""{"pointwise_tuning":1,"convolutions":[{}]}""", "a convolution is wrong")]
    [InlineData("""{"pointwise_tuning":1,"convolutions":[{"channels":99999999999,"seconds":{}}]}""", "channels is wrong")]
    [InlineData("""{"pointwise_tuning":1,"convolutions":[{"channels":1.5,"seconds":{}}]}""", "channels is wrong")]
    [InlineData("""{"pointwise_tuning":1,"convolutions":[{"seconds":{"direct rows":0}}]}""", "seconds is wrong")]
    [InlineData("""{"pointwise_tuning":1,"convolutions":[{"seconds":{"direct rows":1e999}}]}""", "seconds is wrong")]
    [InlineData("""{"pointwise_tuning":1,"convolutions":[{"seconds":{"a":1,"a":1}}]}""", "key given twice")]
    [InlineData("""{"pointwise_tuning":1,"convolutions":[{"seconds":{"a":1}},{"seconds":{"a":1}}]}""", "key given twice")]
    public void Read_OfSomethingElse_SaysWhat(string text, string problem)
    {
        File.WriteAllText(folder.File("tuning.json"), text);
        var e = Assert.Throws<PointwiseException>(() => TuningTable.Read(folder.File("tuning.json")));
        Assert.Equal(problem, e.Problem);
        Assert.Contains("tuning.json", e.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnyDamagedTable_GivesATableOrATypedError()
    {
        byte[] whole = Encoding.UTF8.GetBytes($$"""{"pointwise_tuning":1,"convolutions":[{{Entry}}]}""");
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = i < whole.Length ? whole[..i] : [.. whole];
            if (i >= whole.Length) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                Assert.InRange(TuningText.Read(damaged, "table", Limits.Default).Count, 0, 1);
            }
            catch (PointwiseException e)
            {
                Assert.StartsWith("table", e.Where, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_OfMoreThanTheLimits_IsRefused()
    {
        File.WriteAllText(folder.File("tuning.json"), $$"""{"pointwise_tuning":1,"convolutions":[{{Entry}},{{Entry.Replace("28", "14", StringComparison.Ordinal)}}]}""");
        Assert.Equal(2, TuningTable.Read(folder.File("tuning.json")).Count);
        Assert.Contains(nameof(Limits.TunedConvolutions), Assert.Throws<PointwiseException>(() => TuningTable.Read(folder.File("tuning.json"), new Limits { TunedConvolutions = 1 })).Expected, StringComparison.Ordinal);
        Assert.Contains(nameof(Limits.TextBytes), Assert.Throws<PointwiseException>(() => TuningTable.Read(folder.File("tuning.json"), new Limits { TextBytes = 100 })).Expected, StringComparison.Ordinal);
    }

    private static TuningKey Key => TuningKey.Of(Kernel, 28, 28, new Circumstances(1, 1, LaneWidth.Sixteen));

    private static TuningTable Table(params (string Way, double Seconds)[] ways) => Table(Key, ways);

    private static TuningTable Table(TuningKey key, params (string Way, double Seconds)[] ways) =>
        new(ImmutableSortedDictionary<TuningKey, ImmutableSortedDictionary<string, double>>.Empty.Add(key, ways.ToImmutableSortedDictionary(w => w.Way, w => w.Seconds, StringComparer.Ordinal)));
}
