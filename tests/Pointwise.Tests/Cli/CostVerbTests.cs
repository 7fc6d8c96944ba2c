using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Pointwise.Tests.Cli;

public class CostVerbTests
{
    [Fact]
    public void GoogLeNet_Table_HasTheExactFiguresAndMarksTheRowsThatDisagree()
    {
        CommandLine run = CommandLine.Run("cost", "googlenet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string Row(string name) => run.Lines.Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        Assert.Matches(@"inception +28x28x256 +64 +96 +128 +16 +32 +32 +163,696 +159K +128,049,152 +128M +8\.1% ", Row("inception_3a"));
        Assert.Matches(@"convolution +7x7/2 +112x112x64 +9,472 +2\.7K \* +118,013,952 +34M \* ", Row("conv1"));
        Assert.Matches(@"convolution +3x3/1 +56x56x192 +64 +192 +114,944 +112K +359,661,568 +360M  ", Row("conv2"));
        Assert.Matches(@" 6,998,552 +6797\.7K +1,582,671,872 +1502M +100\.0% ", Row("total"));
        string[] marked = [.. run.Lines.Where(l => l.Contains("K *", StringComparison.Ordinal)).Select(l => l.Split(' ')[0])];
        Assert.Equal(["conv1", "inception_4a", "inception_4b", "inception_4c", "inception_4d", "inception_4e", "inception_5a", "inception_5b"], marked);
        Assert.Equal(["conv1", "inception_5a"], run.Lines.Where(l => l.Contains("M *", StringComparison.Ordinal)).Select(l => l.Split(' ')[0]));
        Assert.Contains("multiply-adds  1,582,671,872 (3,165,343,744 FLOPs, two a multiply-add)", run.Lines);
    }

    [Theory]
    [InlineData("googlenet", 6_998_552, 13_378_280, 1_582_671_872)]
    [InlineData("googlenet-bn", 6_624_904, 13_004_888, 1_498_376_192)]
    [InlineData("inception-v3", 23_834_568, 27_161_264, 5_713_216_096)]
    public void Json_Totals_EqualThePublishedCounts(string network, long parameters, long withHeads, long multiplyAdds)
    {
        using JsonDocument plain = JsonDocument.Parse(CommandLine.Run("cost", network, "--json").Out), heads = JsonDocument.Parse(CommandLine.Run("cost", network, "--heads", "--json").Out);
        JsonElement total = plain.RootElement.GetProperty("total");
        Assert.Equal(parameters, total.GetProperty("parameters").GetInt64());
        Assert.Equal(multiplyAdds, total.GetProperty("multiply_adds").GetInt64());
        Assert.Equal(2 * multiplyAdds, total.GetProperty("flops").GetInt64());
        Assert.Equal(withHeads, heads.RootElement.GetProperty("total").GetProperty("parameters").GetInt64());
        Assert.Equal(multiplyAdds, plain.RootElement.GetProperty("modules").EnumerateArray().Sum(m => m.GetProperty("cost").GetProperty("multiply_adds").GetInt64()));
        Assert.Equal(multiplyAdds, plain.RootElement.GetProperty("nodes").EnumerateArray().Sum(m => m.GetProperty("cost").GetProperty("multiply_adds").GetInt64()));
    }

    [Fact]
    public void TorchvisionsGoogLeNet_Table_SaysThatItsFiveByFiveIsThreeByThree()
    {
        CommandLine run = CommandLine.Run("cost", "googlenet-bn");
        Assert.Matches(@" 64 +96 +128 +16 +32 \(3x3\) +32 ", run.Lines.Single(l => l.StartsWith("inception3a ", StringComparison.Ordinal)));
        Assert.DoesNotContain("printed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Naive_Module3A_IsThePapersNaiveModule()
    {
        CommandLine run = CommandLine.Run("cost", "googlenet", "--naive");
        string row = run.Lines.Last(l => l.StartsWith("inception_3a ", StringComparison.Ordinal));
        Assert.Matches(@"28x28x256 +163,696 +128,049,152 +28x28x416 +387,296 +303,464,448 +2\.37x$", row);
    }

    [Fact]
    public void Branches_OfAModule_FollowItAndAddUp()
    {
        CommandLine run = CommandLine.Run("cost", "googlenet", "--branches");
        int at = Array.FindIndex(run.Lines, l => l.StartsWith("inception_3a ", StringComparison.Ordinal));
        Assert.Matches(@"^  1x1 +1x1 64 +28x28x64 ", run.Lines[at + 1]);
        Assert.Matches(@"^  3x3 +1x1 96, 3x3 128 +28x28x128 ", run.Lines[at + 2]);
        Assert.Matches(@"^  5x5 +1x1 16, 5x5 32 +28x28x32 ", run.Lines[at + 3]);
        Assert.Matches(@"^  pool +max 3x3, 1x1 32 +28x28x32 ", run.Lines[at + 4]);
    }

    [Fact]
    public void Csv_EveryLine_HasAsManyFieldsAsTheHeaders()
    {
        string[] lines = CommandLine.Run("cost", "googlenet", "--csv", "--naive").Lines;
        int fields = lines[0].Split(',').Length;
        Assert.All(lines, l => Assert.Equal(fields, l.Split(',').Length));
        Assert.Contains(lines, l => l.StartsWith("googlenet,inception_3a,,inception,,28,28,256,64,96,128,16,32,32,163696,163328,128049152,256098304,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("googlenet without reductions,inception_3a,,inception,,28,28,416,64,,128,,32,0,", StringComparison.Ordinal));
    }

    [Fact]
    public void Csv_Steps_AreQuotedWhereTheyHaveCommas() =>
        Assert.Contains(CommandLine.Run("cost", "googlenet", "--csv", "--branches").Lines, l => l.Contains(",3x3,\"1x1 96, 3x3 128\",", StringComparison.Ordinal));

    [Fact]
    public void Input_OfAnotherSize_ChangesTheWorkOnly()
    {
        using JsonDocument small = JsonDocument.Parse(CommandLine.Run("cost", "googlenet", "--input", "448x448x3", "--json").Out);
        Assert.Equal(6_998_552, small.RootElement.GetProperty("total").GetProperty("parameters").GetInt64());
        Assert.Equal(448, small.RootElement.GetProperty("input").GetProperty("height").GetInt32());
        Assert.False(small.RootElement.GetProperty("modules")[0].TryGetProperty("printed", out _));
    }

    [Theory]
    [InlineData("googlenet")]
    [InlineData("small-inception")]
    public void NetworkFile_OfAShippedNetwork_CostsWhatTheNetworkDoes(string name)
    {
        string path = Path.Combine(TestData.Repository, "src", "Pointwise", "Architectures", "Networks", $"{name}.yaml");
        Assert.Equal(CommandLine.Run("cost", name, "--branches").Out, CommandLine.Run("cost", path, "--branches").Out);
    }

    [Fact]
    public void NetworkFile_ThatIsAbsent_IsNamed()
    {
        CommandLine run = CommandLine.Run("cost", "absent.yaml");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("absent.yaml: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownNetwork_GetsTheNearestName()
    {
        CommandLine run = CommandLine.Run("cost", "googlnet");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("did you mean googlenet? ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreWellFormedAndAnnouncedOnStandardError()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string svg = Path.Combine(folder, "n.svg"), html = Path.Combine(folder, "n.html");
            CommandLine run = CommandLine.Run("cost", "tiny-inception", "--naive", "--svg", svg, "--html", html);
            Assert.Equal($"wrote {svg}\nwrote {html}\n", run.Error);
            Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
            string page = File.ReadAllText(html);
            Assert.Contains("<svg", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void Models_Json_ListsTheCatalog()
    {
        using JsonDocument json = JsonDocument.Parse(CommandLine.Run("models", "--json").Out);
        JsonElement first = json.RootElement.GetProperty("models")[0];
        Assert.Equal("googlenet", first.GetProperty("name").GetString());
        Assert.Equal(13_378_280, first.GetProperty("parameters_with_heads").GetInt64());
        string[] lines = CommandLine.Run("models").Out.Split('\n');
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["googlenet", "224x224x3", "1000", "6,998,552", "13,378,280", "1,582,671,872", ..]);
    }
}
