using System.Diagnostics;
using System.Text;
using Pointwise.Architectures;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class WrongNetworkFileTests
{
    private const string Start = "network: test\ninput: 28x28x3\nclasses: 10\nrows:\n";

    [Theory]
    [InlineData("  - {type: convolution, patch: 7x7/2, fliters: 64}",
        "net.yaml:5: unknown key in a row of type convolution\n  expected: type, name, from pixels, patch, filters, reduce, 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, padding, unit\n"
        + "  found:    \"fliters\"\n  fix:      did you mean filters? use a key that is known here, or remove it")]
    [InlineData("  - {type: inseption, 1x1: 3}",
        "net.yaml:5: type of a row is wrong\n  expected: convolution, inception, max pool, avg pool, lrn, batch norm, relu, sigmoid, scale, dropout, flatten, linear, softmax, branches, head\n"
        + "  found:    \"inseption\"\n  fix:      did you mean inception? correct type")]
    [InlineData("  - {type: convolution, patch: 7*7, filters: 4}",
        "net.yaml:5: patch of a row of type convolution is wrong\n  expected: patch/stride, as 7x7/2\n  found:    \"7*7\"\n  fix:      correct patch")]
    [InlineData("  - {type: convolution, patch: 3x3/1}",
        "net.yaml:5: a row of type convolution lacks filters\n  expected: filters\n  found:    \"type\", \"patch\"\n  fix:      add filters")]
    [InlineData("  - {type: relu}\n\n  - {type: dropout, rate: 140%}",
        "net.yaml:7: rate of a row of type dropout is wrong\n  expected: a number from 0 to 1\n  found:    \"140%\"\n  fix:      correct rate")]
    [InlineData("  - {type: inception, 1x1: -3}",
        "net.yaml:5: 1x1 of a row of type inception is wrong\n  expected: a whole number from 0 to 65536\n  found:    \"-3\"\n  fix:      correct 1x1")]
    [InlineData("  - {type: softmax}\n  - {type: linear}",
        "net.yaml:5: softmax before the end\n  expected: softmax as the last row of the network or of a head, if at all\n  found:    rows behind it\n  fix:      remove the row")]
    [InlineData("  - {type: relu}\n  - {type: max pool, patch: 3x3/2}",
        "net.yaml:6: the last row gives no score for each class\n  expected: [N,10]\n  found:    [1,3,14,14]\n  fix:      end the rows with linear, or take classes away from the file")]
    [InlineData("  - {type: relu, type: sigmoid}",
        "net.yaml:5: key \"type\" twice\n  expected: every key once\n  found:    \"type\"\n  fix:      remove one of the two")]
    [InlineData("  - {type: head, name: main, rows: [{type: linear}]}\n  - {type: linear}",
        "net.yaml:5: name of a row of type head is wrong\n  expected: a name of its own: not main\n  found:    \"main\"\n  fix:      correct name")]
    [InlineData("  - {type: branches, branches: [[], relu]}",
        "net.yaml:5: a branch is no list\n  expected: a list of rows, [] to pass what comes in\n  found:    \"relu\"\n  fix:      write the branch as a list of rows")]
    [InlineData("  - relu",
        "net.yaml:5: a row is no mapping\n  expected: key: value\n  found:    \"relu\"\n  fix:      write a row as a mapping")]
    public void Row_ThatIsWrong_IsToldWithItsLine(string rows, string message) =>
        Assert.Equal(message, Assert.Throws<PointwiseException>(() => NetworkFile.Parse(Start + rows, "net.yaml")).Message);

    [Theory]
    [InlineData("  - {type: linear}\n  - {type: convolution, name: c, patch: 3x3, filters: 4}", "net.yaml:6: test: node c: input: not a batch of pictures\n")]
    [InlineData("  - {type: convolution, name: c, patch: 99x99/1, filters: 4, padding: 0}", "net.yaml:5: test: node c: window: nothing is left of the picture\n")]
    [InlineData("  - {type: relu, name: same}\n  - {type: relu, name: same}", "net.yaml:6: test: node same: name taken\n")]
    [InlineData("  - type: branches\n    branches:\n      - []\n      - - {type: max pool, patch: 2x2/2}", "net.yaml:5: test: node branches1.output: inputs: Concat joins branches of different extent\n")]
    [InlineData("  - type: branches\n    branches:\n      - []\n      - - {type: relu}\n        - {type: max pool, name: p, patch: 99x99}", "net.yaml:9: test: node branches1.p: window: nothing is left of the picture\n")]
    public void Row_ThatDoesNotFit_IsToldWithLineAndNode(string rows, string beginning) =>
        Assert.StartsWith(beginning, Assert.Throws<PointwiseException>(() => NetworkFile.Parse(Start + rows, "net.yaml")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "net.yaml:1: an empty file\n")]
    [InlineData("network", "net.yaml:1: the file is no mapping\n")]
    [InlineData("[]", "net.yaml:1: the file is no mapping\n")]
    [InlineData("network: a\nlayers: []", "net.yaml:2: unknown key in the file\n")]
    [InlineData("network: a\nrows: []", "net.yaml:1: the file lacks input\n")]
    [InlineData("network: a\ninput: 224x224\nrows: []", "net.yaml:2: input of the file is wrong\n")]
    [InlineData("network: a\ninput: 8x8x0\nrows: []", "net.yaml:2: input of the file is wrong\n")]
    [InlineData("network: a\ninput: 8x8x3\nrows: []", "net.yaml:3: rows of the file is wrong\n")]
    [InlineData("network: a b\ninput: 8x8x3\nrows: [{type: relu}]", "net.yaml:1: network of the file is wrong\n")]
    [InlineData("network: a\ninput: 8x8x3\nunit: conv-rleu\nrows: [{type: relu}]", "net.yaml:3: unit of the file is wrong\n")]
    [InlineData("network: a\ninput: 8x8x3\npreprocessing: {mean: [1, 2]}\nrows: [{type: relu}]", "net.yaml:3: mean of preprocessing is wrong\n")]
    [InlineData("network: a\ninput: 8x8x3\npreprocessing: {resize: 9, stretch: true}\nrows: [{type: relu}]", "net.yaml:3: stretch of preprocessing is wrong\n")]
    [InlineData("network: a\ninput: 8x8x3\npreprocessing: {deviation: [1, 0, 1]}\nrows: [{type: relu}]", "net.yaml:3: deviation of preprocessing is wrong\n")]
    [InlineData("network: a\n---\nnetwork: b", "net.yaml:2: a second document\n")]
    [InlineData("a: &x 1\nb: *x", "net.yaml:1: an anchor\n")]
    [InlineData("b: *x", "net.yaml:1: an alias\n")]
    [InlineData("a: !!int 1", "net.yaml:1: a tag\n")]
    [InlineData("? [a]\n: b", "net.yaml:1: a key that is not a word\n")]
    [InlineData("network: a\ninput: [8", "net.yaml:2: not YAML\n")]
    [InlineData("network: a\n\tinput: b", "net.yaml:2: not YAML\n")]
    public void File_ThatIsWrong_IsToldWithItsLine(string text, string beginning) =>
        Assert.StartsWith(beginning, Assert.Throws<PointwiseException>(() => NetworkFile.Parse(text, "net.yaml")).Message, StringComparison.Ordinal);

    public static TheoryData<string, string> Hostile => new()
    {
        { new string('[', 60_000), "nested too deep" },
        { string.Concat(Enumerable.Repeat("{a: ", 10_000)), "nested too deep" },
        { string.Concat(Enumerable.Range(0, 5_000).Select(i => new string(' ', i) + "a:\n")), "nested too deep" },
        { "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "an anchor" },
        { "rows: [" + string.Concat(Enumerable.Repeat(" a,\n", 4_000_000)) + "]", "too many nodes" },
        { Start + string.Concat(Enumerable.Repeat("  - {type: relu}\n", 500_000)), "too many nodes" },
        { new string('x', 15_000_000), "a line too long" },
        { new string('x', 60_000) + ": 1", "not YAML" },
        { "? " + new string('x', 60_000) + "\n: 1", "unknown key" },
        { string.Concat(Enumerable.Repeat("#\n", 5_000_000)), "an empty file" },
        { new string('\n', 15_000_000), "an empty file" },
        { new string('-', 60_000), "the file is no mapping" },
        { "a: |\n" + string.Concat(Enumerable.Repeat(" x\n", 5_000_000)), "unknown key" },
        { "a: \"" + string.Concat(Enumerable.Repeat(" x\n", 5_000_000)) + " \"", "unknown key" },
        { "a: " + string.Concat(Enumerable.Repeat(" x\n", 5_000_000)), "unknown key" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HostileFile_IsRefusedSoon(string text, string problem)
    {
        var watch = Stopwatch.StartNew();
        var e = Assert.Throws<PointwiseException>(() => NetworkFile.Parse(text, "net.yaml"));
        TestContext.Current.SendDiagnosticMessage($"{problem}: {watch.ElapsedMilliseconds} ms");
        Assert.Contains(problem, e.Problem, StringComparison.Ordinal);
        Assert.True(e.Message.Length < 2_000, "the error repeats the file");
    }

    [Fact]
    public void ManyRows_AreRead()
    {
        string rows = string.Concat(Enumerable.Repeat("  - {type: relu}\n", 6_000));
        Assert.Equal(6_002, NetworkFile.Parse($"{Start}{rows}  - {{type: linear}}", "net.yaml").Build().Nodes.Length - 1);
    }

    private const string Marks = "{}[],:-#&*!|>?'\"%@` \n\r\tx0\u0000\u0085\uD800\uFFFF";

    [Fact]
    public void File_CutOrChangedAnywhere_IsReadOrRefused()
    {
        const int seed = 3;
        string whole = NetworkFile.ShippedText("small-inception");
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++)
        {
            var text = new StringBuilder(i < whole.Length ? whole[..i] : whole);
            for (int change = 0; i >= whole.Length && change <= i % 3; change++) text[random.Next(text.Length)] = Marks[random.Next(Marks.Length)];
            try
            {
                NetworkFile.Parse(text.ToString(), "net.yaml");
            }
            catch (PointwiseException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, case {i}: {e}\n{text}");
            }
        }
    }

    [Fact]
    public void File_ThatIsMissingTooLargeOrNotUtf8_IsRefusedByPath()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = Path.Combine(folder, "net.yaml");
            Assert.StartsWith($"{path}: cannot be read\n", Message(path), StringComparison.Ordinal);
            File.WriteAllBytes(path, [0xFF, 0xFE, 0x41]);
            Assert.StartsWith($"{path}: not UTF-8\n", Message(path), StringComparison.Ordinal);
            using (FileStream stream = File.Create(path)) stream.SetLength(NetworkFile.MaxBytes + 1);
            Assert.StartsWith($"{path}: too large for a network file\n", Message(path), StringComparison.Ordinal);
            File.WriteAllText(path, NetworkFile.ShippedText("small-inception"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            Assert.Equal("small-inception", NetworkFile.Read(path).Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Message(string path) => Assert.Throws<PointwiseException>(() => NetworkFile.Read(path)).Message;
}
