using Pointwise.Data;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Tuning;
using Pointwise.Operators;
using Xunit;

namespace Pointwise.Tests.Inference;

/// <summary>A published network's answers to photographs, compiled as usual and with the direct sums alone.</summary>
public class PhotographTests
{
    private const int Pictures = 8;
    private static readonly Preprocessing Caffe = new() { ResizeShortSide = 256, Channels = ChannelOrder.Bgr, Scale = 1, Mean = [104, 117, 123], Deviation = [1, 1, 1] };

    [Fact]
    public void GoogLeNet_Transformed_AnswersAllPhotographsAsTheDirectSumsDo()
    {
        string[] files = [.. Photographs("one-per-class"), .. Photographs("mlnet-samples")];
        Assert.Equal(67 + 18, files.Length);
        using Model model = Logits(OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "bvlc_googlenet.onnx")));
        using Session usual = new(model, Pictures), direct = new(model, Pictures, new SessionOptions { Algorithms = AlgorithmChoice.Direct, WithoutPasses = ["MergeSiblings"] });
        var reader = new PictureReader("photographs", usual.InputShape, Caffe);
        Assert.InRange(usual.Stages.Count(s => s.Algorithm(usual.Workers).StartsWith("Winograd", StringComparison.Ordinal)), 15, 100);
        for (int first = 0; first < files.Length; first += Pictures)
        {
            string[] shown = files[first..Math.Min(first + Pictures, files.Length)];
            for (int i = 0; i < shown.Length; i++)
            {
                reader.Fill(shown[i], PictureFile.Load(shown[i]), usual.Input.Slice(i * reader.Floats, reader.Floats));
                usual.Input.Slice(i * reader.Floats, reader.Floats).CopyTo(direct.Input[(i * reader.Floats)..]);
            }

            usual.Run();
            direct.Run();
            for (int i = 0; i < shown.Length; i++)
            {
                float[] expected = direct.Output().Slice(i * 1000, 1000).ToArray(), found = usual.Output().Slice(i * 1000, 1000).ToArray();
                Assert.Equal(Top(expected), Top(found));
                float largest = expected.Max(Math.Abs);
                for (int c = 0; c < expected.Length; c++) Assert.True(Math.Abs(expected[c] - found[c]) <= 1e-4f * largest, $"{shown[i]}: class {c}: {expected[c]}, {found[c]}");
            }
        }
    }

    private static string[] Photographs(string folder)
    {
        string path = TestData.Require("imagenet-samples", folder);
        return [.. Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG").Order(StringComparer.Ordinal)];
    }

    /// <summary>The model with what its softmax reads as its answer.</summary>
    private static Model Logits(Model model)
    {
        Node last = model.Graph.Nodes[model.Graph.Heads[0].Node];
        Assert.IsType<Softmax>(last.Operator);
        return model with { Graph = Rewrite.Prune(model.Graph with { Heads = [model.Graph.Heads[0] with { Node = last.Inputs[0] }] }) };
    }

    private static int[] Top(float[] scores) => [.. scores.Index().OrderByDescending(s => s.Item).Take(5).Select(s => s.Index)];
}
