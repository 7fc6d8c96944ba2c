using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>Networks that others trained, read from their files.</summary>
public class PretrainedTests
{
    /// <summary>Caffe's: BGR minus the mean of its training set.</summary>
    private static readonly Preprocessing Caffe = new() { ResizeShortSide = 256, Channels = ChannelOrder.Bgr, Scale = 1, Mean = [104, 117, 123], Deviation = [1, 1, 1] };

    [Fact]
    public void GoogLeNet_OfCaffe_GivesTheOraclesProbabilities()
    {
        string folder = TestData.Require("pretrained");
        double[] logits = [.. File.ReadLines(Path.Combine(folder, "bvlc_googlenet.oracle.txt")).Where(l => l.Length > 0).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
        double most = logits.Max(), sum = logits.Sum(l => Math.Exp(l - most));
        using Model model = OnnxImport.Load(Path.Combine(folder, "bvlc_googlenet.onnx"));
        var x = new float[3 * 224 * 224];
        for (int i = 0; i < x.Length; i++) x[i] = (37 * (i / 50176) + 5 * (i / 224 % 224) + 3 * (i % 224)) % 256 - 128;
        using var session = new Session(model, 1, new SessionOptions { Threads = 2 });
        session.RunChannelsFirst(x);
        ReadOnlySpan<float> found = session.Output("prob_1");
        Assert.Equal(1000, found.Length);
        for (int i = 0; i < found.Length; i++) Assert.Equal(Math.Exp(logits[i] - most) / sum, found[i], 1e-4);
        Assert.Equal(0.17801, found[911], 1e-4);
    }

    [Fact]
    public void GoogLeNet_OfCaffe_IsLayersUnderTheNamesOfItsWeights()
    {
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "bvlc_googlenet.onnx"));
        Assert.Equal(6_998_552, model.Parameters.Elements);
        Assert.Equal(1_582_671_872, model.Graph.Nodes.Sum(n => n.Operator.MultiplyAdds(model.Graph.InputShapes(n))));
        Assert.Contains("inception_3a/1x1.weight", model.Parameters.Names);
        Assert.Contains("loss3/classifier.bias", model.Parameters.Names);
        Assert.All(model.Graph.Nodes, n => Assert.True(n.Operator is Input or Conv2D or Relu or MaxPool or LocalResponseNorm or Concat or AveragePool or Dropout or Flatten or Linear or Softmax, n.Operator.Name));
        Assert.Equal(("bvlc_googlenet", "9"), (model.Graph.Name, model.Provenance["onnx_opset"]));
        Assert.Equal([4, 1000], model.Graph.ForInput(new Shape(4, 3, 224, 224)).Nodes[^1].Shape.ToArray());
    }

    [Fact]
    public void GoogLeNet_OfCaffe_HasTheModulesOfThePaper()
    {
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "bvlc_googlenet.onnx"));
        CostReport paper = CostReport.Of(ArchitectureCatalog.Get("googlenet").Build(heads: false)), read = CostReport.Of(model.Graph);
        ModuleCost[] expected = [.. paper.Modules.Where(m => m.Kind == "inception")], found = [.. read.Modules.Where(m => m.Kind == "inception")];
        Assert.Equal(9, found.Length);
        Assert.Equal(expected.Select(m => (m.Widths, m.Output, m.Cost.MultiplyAdds, m.Cost.Parameters)), found.Select(m => (m.Widths, m.Output, m.Cost.MultiplyAdds, m.Cost.Parameters)));
        Assert.Equal("inception_3a", found[0].Name);
    }

    [Fact]
    public void GoogLeNet_OfCaffe_KnowsThePhotographs()
    {
        string[][] rows = [.. File.ReadLines(TestData.Require("imagenet-samples", "one-per-class-expected.tsv")).Skip(1).Select(l => l.Split('\t'))];
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "bvlc_googlenet.onnx"));
        using var classifier = new Classifier(model with { Preprocessing = Caffe });
        (int first, int five) = Score(classifier, rows, TestData.Require("imagenet-samples", "one-per-class"));
        Assert.True(first >= 54 && five >= 62, $"{first} and {five} of {rows.Length}");
        string samples = TestData.Require("imagenet-samples", "mlnet-samples");
        string[] labels = File.ReadAllLines(TestData.Require("imagenet-labels", "synset_words.txt"));
        string[][] tags = [.. File.ReadLines(Path.Combine(samples, "tags.tsv")).Select(l => l.Split('\t')).Where(t => t[0].EndsWith(".jpg", StringComparison.Ordinal) && File.Exists(Path.Combine(samples, t[0])))];
        int right = tags.Count(t => labels[classifier.Classify(Path.Combine(samples, t[0]), 1)[0].Class].Contains(t[1], StringComparison.OrdinalIgnoreCase));
        Assert.True(right >= 15 && tags.Length == 16, $"{right} of {tags.Length}");
    }

    [Fact]
    public void SqueezeNet_OfHalfPrecision_IsWidenedAndKnowsThePhotographs()
    {
        string[][] rows = [.. File.ReadLines(TestData.Require("imagenet-samples", "one-per-class-expected.tsv")).Skip(1).Select(l => l.Split('\t'))];
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "SqueezeNet_fp16.onnx"));
        Assert.Contains("widened", model.Provenance["onnx_changes"], StringComparison.Ordinal);
        Assert.Equal([1, 1000, 1, 1], model.Graph.Nodes[model.Graph.Heads[0].Node].Shape.ToArray());
        using var classifier = new Classifier(model with { Preprocessing = Caffe });
        string folder = TestData.Require("imagenet-samples", "one-per-class");
        (int first, int five) = Score(classifier, rows, folder);
        Assert.True(first >= 42 && five >= 54, $"{first} and {five} of {rows.Length}");
    }

    [Fact]
    public void UltraFace_FindsNoFaceInGreyAndFollowsThePictureSize()
    {
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "ultraface-version-RFB-320.onnx"));
        using var session = new Session(model, model.Graph.Input.Shape, new SessionOptions { Threads = 2, Heads = ["scores", "boxes"] });
        session.Input.Clear();
        session.Run();
        Assert.Equal(new Shape(1, 4420, 2), session.OutputShape("scores"));
        Assert.Equal(new Shape(1, 4420, 4), session.OutputShape("boxes"));
        ReadOnlySpan<float> scores = session.Output("scores");
        for (int i = 0; i < scores.Length; i += 2)
        {
            Assert.Equal(1, scores[i] + scores[i + 1], 1e-5);
            Assert.True(scores[i + 1] < 0.5);
        }
    }

    [Fact]
    public void Mnist_OfCntk_ReadsTheDigits()
    {
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "mnist-ort.onnx"));
        MnistDataSet digits = MnistDataSet.Test(TestData.Require("mnist"));
        using var session = new Session(model, 1, new SessionOptions { Threads = 1 });
        int right = 0;
        for (int i = 0; i < 500; i++)
        {
            Picture picture = digits.Read(i);
            for (int p = 0; p < session.Input.Length; p++) session.Input[p] = picture.Pixels.Span[p];
            session.Run();
            ReadOnlySpan<float> scores = session.Output();
            right += scores.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(scores)) == digits.Label(i) ? 1 : 0;
        }

        Assert.True(right >= 480, $"{right} of 500");
    }

    [Fact]
    public void Cifar10_OfPyTorch_RunsForAnyBatch()
    {
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), "pytorch-cifar10-ImageClassifier.onnx"));
        Assert.Contains("fc1.weight", model.Parameters.Names);
        using var three = new Session(model, 3, new SessionOptions { Threads = 1 });
        using var one = new Session(model, 1, new SessionOptions { Threads = 1 });
        for (int i = 0; i < three.Input.Length; i++) three.Input[i] = MathF.Sin(i);
        float[] second = three.Input.Slice(3072, 3072).ToArray();
        three.Run();
        one.Run(second);
        Assert.Equal(new Shape(3, 10), three.OutputShape());
        Assert.Equal(one.Output().ToArray(), three.Output().Slice(10, 10).ToArray());
    }

    /// <summary>For x[i] = k sin(0.37 i), N,C,H,W: what an independent runtime gave for the largest magnitude.</summary>
    [Theory]
    [InlineData("SqueezeNet_fp16", "softmaxout_1", 100, 0.35888672, 2e-4)]
    [InlineData("bvlc_googlenet", "prob_1", 100, 0.45768136, 1e-5)]
    [InlineData("ultraface-version-RFB-320", "scores", 1, 0.99880373, 1e-5)]
    [InlineData("ultraface-version-RFB-320", "boxes", 1, 1.2648027, 1e-5)]
    [InlineData("pytorch-cifar10-ImageClassifier", "modelOutput", 1, 6.707646, 1e-4)]
    [InlineData("mnist-ort", "Plus214_Output_0", 1, 0.7019517, 1e-5)]
    public void Import_EveryNetwork_GivesWhatAnIndependentRuntimeGave(string name, string head, float k, double largest, double tolerance)
    {
        using Model model = OnnxImport.Load(Path.Combine(TestData.Require("pretrained"), $"{name}.onnx"));
        using var session = new Session(model, model.Graph.Input.Shape, new SessionOptions { Threads = 2, Heads = [head] });
        var x = new float[session.InputShape.Elements];
        for (int i = 0; i < x.Length; i++) x[i] = name.EndsWith("fp16", StringComparison.Ordinal) ? (float)(Half)(k * MathF.Sin(i * 0.37f)) : k * MathF.Sin(i * 0.37f);
        session.RunChannelsFirst(x);
        Assert.Equal(largest, Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(session.Output(head))), tolerance);
    }

    private static (int First, int Five) Score(Classifier classifier, string[][] rows, string folder)
    {
        int first = 0, five = 0;
        foreach (string[] row in rows)
        {
            int[] answers = [.. classifier.Classify(Path.Combine(folder, row[0])).Select(a => a.Class)];
            int right = int.Parse(row[1], CultureInfo.InvariantCulture);
            first += answers[0] == right ? 1 : 0;
            five += answers.Contains(right) ? 1 : 0;
        }

        return (first, five);
    }
}
