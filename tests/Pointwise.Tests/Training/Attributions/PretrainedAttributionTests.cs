using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Training.Attributions;
using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Training.Attributions;

/// <summary>Networks of other tools as they are imported.</summary>
public class PretrainedAttributionTests
{
    private static readonly string[] Modules = ["inception_3a", "inception_3b", "inception_4a", "inception_4b", "inception_4c", "inception_4d", "inception_4e", "inception_5a", "inception_5b"];

    [Fact]
    public void Cam_OfGoogLeNetFromOnnx_AddsUpToTheLogitOfWhatItAnswers()
    {
        using Model model = Open("bvlc_googlenet.onnx");
        using var attributor = new Attributor(model);
        using var classifier = new Classifier(model);
        Assert.Equal((AttributionMethod.Cam, 1000), (attributor.Method, attributor.Classes));
        string folder = TestData.Require("imagenet-samples", "one-per-class");
        foreach (string path in Directory.GetFiles(folder).Order(StringComparer.Ordinal).Where((_, i) => i % 17 == 0))
        {
            Attribution attribution = attributor.Explain(path);
            Answer answer = classifier.Classify(path, 1)[0];
            Assert.Equal(answer.Class, attribution.Answer.Class);
            Assert.Equal(answer.Probability, attribution.Answer.Probability, 1e-4);
            Assert.Equal(model.Parameters["loss3/classifier.bias"].Values[answer.Class], attribution.Bias, 1e-4);
            Assert.Equal((7, 7), (attribution.Map.Height, attribution.Map.Width));
            Assert.Equal(Modules, attribution.Modules.Select(m => m.Name));
            foreach (ModuleContribution module in attribution.Modules) Assert.Equal(["1x1", "3x3", "5x5", "pool"], module.Branches.Select(b => b.Name));
            Assert.Equal(attribution.Logit - attribution.Bias, attribution.Modules[^1].Sum, 1e-4);
        }
    }

    [Fact]
    public void Peak_OnAPhotoOfAnAnimalAtItsEdge_LiesOnTheAnimal()
    {
        using Model model = Open("bvlc_googlenet.onnx");
        using var attributor = new Attributor(model);
        Attribution hyena = attributor.Explain(TestData.Require("imagenet-samples", "one-per-class", "n02117135_hyena.JPEG"));
        Assert.Equal(276, hyena.Answer.Class);
        Assert.InRange(hyena.Peak.X, 300, 440);
        Assert.InRange(hyena.Peak.Y, 30, 200);
    }

    [Fact]
    public void Cam_CoveringWhatItNames_CostsTheClassMoreThanCoveringTheRest()
    {
        const int covered = 12, every = 8;
        using Model photos = Open("bvlc_googlenet.onnx"), whole = photos with { Preprocessing = photos.Preprocessing with { ResizeShortSide = 0 } };
        using var attributor = new Attributor(whole);
        var reader = new PictureReader("photo", photos.Graph.Input.Shape, photos.Preprocessing);
        int asked = 0, told = 0;
        foreach (string path in Directory.GetFiles(TestData.Require("imagenet-samples", "one-per-class")).Order(StringComparer.Ordinal).Where((_, i) => i % every == 0))
        {
            byte[] seen = reader.Read(path, PictureFile.Load(path), default).ToArray();
            Attribution attribution = attributor.Explain(path, new Picture(224, 224, 3, seen));
            int[] byHeat = [.. Enumerable.Range(0, 49).OrderBy(p => attribution.Map.Values[p])];
            double cold = Covered(byHeat[..covered]), warm = Covered(byHeat[^covered..]);
            asked++;
            if (warm < cold) told++;

            double Covered(int[] places)
            {
                byte[] pixels = [.. seen];
                foreach (int place in places)
                {
                    (double top, double left) = (attribution.Placement.Top + place / 7 * attribution.Placement.StepY, attribution.Placement.Left + place % 7 * attribution.Placement.StepX);
                    for (int i = 0; i < 224 * 224; i++)
                        if (Math.Abs(i / 224 + 0.5 - top) <= 16 && Math.Abs(i % 224 + 0.5 - left) <= 16) ((ReadOnlySpan<byte>)[123, 117, 104]).CopyTo(pixels.AsSpan(3 * i));
                }

                return attributor.Explain(path, new Picture(224, 224, 3, pixels), attribution.Answer.Class).Logit;
            }
        }

        Assert.True(told >= asked - 1, $"{told} of {asked}");
    }

    [Theory]
    [InlineData("SqueezeNet_fp16.onnx", "conv10_2", AttributionMethod.Cam, 8)]
    [InlineData("resnet20-12fca82f.safetensors", null, AttributionMethod.Cam, 0)]
    [InlineData("pytorch-cifar10-ImageClassifier.onnx", "Relu_8", AttributionMethod.Cam, 0)]
    [InlineData("mnist-ort.onnx", "ReLU114", AttributionMethod.GradCam, 0)]
    public void Attributor_OfOtherNetworks_FindsTheirLastMap(string file, string? layer, AttributionMethod method, int modules)
    {
        using Model model = Open(file);
        using var attributor = new Attributor(model);
        Assert.Equal(method, attributor.Method);
        if (layer is not null) Assert.Equal(layer, attributor.Layer);
        var input = model.Graph.Input.Shape;
        var picture = new Picture(input.H, input.W, 3, Enumerable.Range(0, input.H * input.W * 3).Select(i => (byte)(i * 37 % 251)).ToArray());
        Attribution attribution = attributor.Explain("picture", picture, 3);
        Assert.Equal(modules, attribution.Modules.Length);
        Assert.Contains(attribution.Map.Values, v => v > 0);
    }

    private static Model Open(string file) => Models.Open(TestData.Require("pretrained", file), new ModelOptions { PreprocessingName = file.StartsWith("mnist", StringComparison.Ordinal) || file.Contains("cifar10", StringComparison.Ordinal) ? null : "caffe" });
}
