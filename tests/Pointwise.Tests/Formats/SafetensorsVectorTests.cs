using Pointwise.Formats;
using Xunit;

namespace Pointwise.Tests.Formats;

public class SafetensorsVectorTests
{
    /// <summary>What the reference reader answers, and the words for it here.</summary>
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["MetadataIncompleteBuffer"] = ["data is cut off", "bytes follow the last tensor"],
        ["HeaderTooLarge"] = ["header too large"],
        ["HeaderTooSmall"] = ["too short for a header"],
        ["InvalidHeaderLength"] = ["header runs past the end of the file"],
        ["InvalidHeader"] = ["header is not UTF-8"],
        ["InvalidHeaderDeserialization"] = ["not JSON", "the header is wrong", "data_offsets is wrong", "unknown dtype", "metadata n is wrong", "shape is missing"],
        ["TensorInvalidInfo"] = ["offsets disagree with shape and dtype"],
        ["ValidationOverflow"] = ["shape too large"],
        ["InvalidOffset"] = ["overlaps another tensor", "a hole lies before it"],
        ["InvalidOffset or TensorInvalidInfo"] = ["offsets disagree with shape and dtype"],
    };

    [Fact]
    public void Vectors_All_GiveTheExpectedAnswer()
    {
        string folder = TestData.Require("safetensors-vectors");
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "expected.tsv")).Skip(1).Select(line => line.Split('\t'))];
        Assert.Equal(Directory.GetFiles(folder, "*.safetensors").Select(Path.GetFileName).Order(), rows.Select(r => r[0]).Order());
        foreach (string[] row in rows) Check(Path.Combine(folder, row[0]), row[1]);
    }

    [Theory]
    [InlineData("valid_rust_test_serialization_f32")]
    [InlineData("valid_rust_test_serialization_forced_alignment")]
    [InlineData("valid_rust_test_empty")]
    [InlineData("valid_rust_test_empty_with_metadata")]
    [InlineData("valid_py_two_dtypes_aligned")]
    [InlineData("valid_py_metadata")]
    [InlineData("valid_candle_jfk-codes")]
    public void Writer_GivenAVectorsContent_GivesItsBytes(string name)
    {
        byte[] expected = File.ReadAllBytes(TestData.Require("safetensors-vectors", $"{name}.safetensors"));
        using SafetensorsFile file = SafetensorsBytes.Open(expected);
        var writer = new SafetensorsWriter();
        foreach ((string key, string value) in file.Metadata) writer.Metadata(key, value);
        foreach (SafetensorsEntry entry in file.Entries.Reverse()) writer.Add(entry.Name, entry.Type, entry.Shape, file.ReadBytes(entry));
        Assert.Equal(expected, SafetensorsBytes.Written(writer));
    }

    [Fact]
    public void Open_WeightsOfAnotherTool_ReadsEveryTensorAsTheIndependentParserDoes()
    {
        string path = TestData.Require("pretrained", "resnet20-12fca82f.safetensors");
        using SafetensorsFile file = SafetensorsFile.Open(path);
        var expected = SafetensorsBytes.TakeApart(File.ReadAllBytes(path));
        Assert.Equal(expected.Tensors.Keys.Order(), file.Entries.Select(e => e.Name).Order());
        foreach (SafetensorsEntry entry in file.Entries)
        {
            Assert.Equal(expected.Tensors[entry.Name].Shape, entry.Shape.ToArray());
            Assert.Equal(expected.Tensors[entry.Name].Bytes, file.ReadBytes(entry));
        }
    }

    private static void Check(string path, string expected)
    {
        if (expected == "ok")
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            foreach (SafetensorsEntry entry in file.Entries) Assert.Equal(entry.Shape.Elements, file.ReadFloats(entry).Length);
            return;
        }

        var e = Assert.Throws<PointwiseException>(() => SafetensorsFile.Open(path).Dispose());
        Assert.True(Words[expected].Contains(e.Problem), $"{Path.GetFileName(path)}: {expected}, but {e.Message}");
        Assert.StartsWith(path, e.Where, StringComparison.Ordinal);
    }
}
