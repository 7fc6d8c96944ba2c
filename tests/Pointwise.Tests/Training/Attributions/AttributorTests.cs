using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Pointwise.Training.Attributions;
using Xunit;

namespace Pointwise.Tests.Training.Attributions;

public class AttributorTests
{
    [Fact]
    public void Cam_BehindAGlobalAverage_IsTheClassifiersWeightsOverTheMapAndAddsUpToTheLogit()
    {
        using Model model = ModuleNetwork.Model();
        using var attributor = new Attributor(model);
        Assert.Equal((AttributionMethod.Cam, "b.output", ModuleNetwork.Classes), (attributor.Method, attributor.Layer, attributor.Classes));
        (float[] map, float[] logits) = Run(model, "b.output");
        ReadOnlySpan<float> weights = model.Parameters["fc.weight"].Values;
        for (int c = 0; c < ModuleNetwork.Classes; c++)
        {
            Attribution attribution = attributor.Explain("picture", ModuleNetwork.Picture, c);
            Assert.Equal((8, 6), (attribution.Map.Height, attribution.Map.Width));
            for (int p = 0; p < 48; p++)
            {
                double expected = 0;
                for (int k = 0; k < 16; k++) expected += (double)weights[c * 16 + k] * map[p * 16 + k] / 48;
                Assert.Equal(expected, attribution.Map.Values[p], 1e-6);
            }

            Assert.Equal(logits[c], attribution.Logit, 1e-5);
            Assert.Equal(attribution.Logit - model.Parameters["fc.bias"].Values[c], attribution.Map.Sum, 1e-5);
            Assert.Equal(model.Parameters["fc.bias"].Values[c], attribution.Bias, 1e-5);
            Assert.Equal(attribution.Map.Sum, attribution.Modules[1].Sum, 1e-9);
        }
    }

    [Fact]
    public void Cam_OfAClassAgainstAnother_IsTheDifferenceOfTheirs()
    {
        using Model model = ModuleNetwork.Model();
        using var attributor = new Attributor(model);
        Attribution one = attributor.Explain("picture", ModuleNetwork.Picture, 1), four = attributor.Explain("picture", ModuleNetwork.Picture, 4), both = attributor.Explain("picture", ModuleNetwork.Picture, 1, 4);
        Assert.Equal((one.Answer, four.Answer, null), (both.Answer, both.Against, one.Against));
        Assert.Equal(one.Logit - four.Logit, both.Logit, 1e-6);
        Assert.Equal(one.Bias - four.Bias, both.Bias, 1e-5);
        for (int p = 0; p < 48; p++) Assert.Equal(one.Map.Values[p] - four.Map.Values[p], both.Map.Values[p], 1e-6);
        for (int m = 0; m < 2; m++)
            for (int i = 0; i < 4; i++) Assert.Equal(one.Modules[m].Branches[i].Value - four.Modules[m].Branches[i].Value, both.Modules[m].Branches[i].Value, 1e-5);
        Assert.Contains("explained against itself", Assert.Throws<PointwiseException>(() => attributor.Explain("picture", ModuleNetwork.Picture, 1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GradCam_BehindAGlobalAverage_IsTheCamWithoutWhatSpeaksAgainst()
    {
        using Model model = ModuleNetwork.Model();
        using Attributor cam = new(model), gradient = new(model, new AttributorOptions { Method = AttributionMethod.GradCam });
        for (int c = 0; c < ModuleNetwork.Classes; c++)
        {
            AttributionMap exact = cam.Explain("picture", ModuleNetwork.Picture, c).Map, rectified = gradient.Explain("picture", ModuleNetwork.Picture, c).Map;
            Assert.Contains(exact.Values, v => v < 0);
            for (int p = 0; p < 48; p++) Assert.Equal(Math.Max(0, exact.Values[p]), rectified.Values[p], 1e-7);
        }
    }

    [Fact]
    public void GradCam_OfAMapBeforeHiddenLayers_HasTheGradientsOfFiniteDifferences()
    {
        using Model model = ModuleNetwork.Model(ModuleNetwork.Build(end: Hidden));
        using var attributor = new Attributor(model, new AttributorOptions { Layer = "b" });
        Assert.Equal((AttributionMethod.GradCam, "b.output"), (attributor.Method, attributor.Layer));
        const int places = 48, channels = 16, shown = 0;
        Graph moved = ModuleNetwork.Build(end: x => Hidden(x.Add("moved", x.Builder.Input(new Shape(1, channels, 8, 6), "moves"))));
        using var session = new Session(new Model(moved, model.Parameters));
        (float[] map, _) = Run(model, "b.output");
        var gradients = new double[places * channels];
        for (int i = 0; i < gradients.Length; i++) gradients[i] = (LogitAt(i, 0.01f) - LogitAt(i, -0.01f)) / 0.02;
        var expected = new double[places];
        for (int p = 0; p < places; p++)
        {
            for (int k = 0; k < channels; k++) expected[p] += Enumerable.Range(0, places).Average(q => gradients[q * channels + k]) * map[p * channels + k];
            expected[p] = Math.Max(0, expected[p]);
        }

        AttributionMap found = attributor.Explain("picture", ModuleNetwork.Picture, shown).Map;
        Assert.True(expected.Max() > 0);
        for (int p = 0; p < places; p++) Assert.Equal(expected[p], found.Values[p], 0.02 * expected.Max());

        double LogitAt(int element, float by)
        {
            Fill(model, session.Input);
            session.InputOf("moves").Clear();
            session.InputOf("moves")[element] = by;
            session.Run();
            return session.Output()[shown];
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Branches_OfEveryModule_MoveTheLogitAsTheyAreSaidTo(bool hidden)
    {
        Func<Value, Value> end = hidden ? Hidden : ModuleNetwork.Head;
        using Model model = ModuleNetwork.Model(ModuleNetwork.Build(end: end));
        using var attributor = new Attributor(model);
        Attribution attribution = attributor.Explain("picture", ModuleNetwork.Picture, 1);
        Assert.Equal(["a", "b"], attribution.Modules.Select(m => m.Name));
        foreach (ModuleContribution module in attribution.Modules)
        {
            Assert.Equal(["1x1 1x1 4", "3x3 1x1 3, 3x3 5", "5x5 1x1 2, 5x5 3", "pool max 3x3, 1x1 4"], module.Branches.Select(b => $"{b.Name} {b.Steps}"));
            double magnitude = module.Branches.Sum(b => Math.Abs(b.Value));
            Assert.Equal(1, module.Branches.Sum(b => Math.Abs(b.Share)), 1e-12);
            for (int i = 0; i < 4; i++)
            {
                const float step = 1f / 512;
                double moved = (Logit(module.Name, i, 1 + step) - Logit(module.Name, i, 1 - step)) / (2 * step);
                Assert.Equal(moved, module.Branches[i].Value, 0.01 * magnitude);
                Assert.Equal(module.Branches[i].Value / magnitude, module.Branches[i].Share, 1e-12);
            }
        }

        double Logit(string module, int branch, float factor)
        {
            using var session = new Session(new Model(ModuleNetwork.Build($"{module}.{branch}", factor, end), model.Parameters));
            Fill(model, session.Input);
            session.Run();
            return session.Output()[1];
        }
    }

    [Fact]
    public void Explain_WithoutAClass_TakesTheMostProbable()
    {
        using Model model = ModuleNetwork.Model();
        using var attributor = new Attributor(model);
        using var classifier = new Classifier(model);
        Answer expected = classifier.Classify(ModuleNetwork.Picture, 1)[0], found = attributor.Explain("picture", ModuleNetwork.Picture).Answer;
        Assert.Equal((expected.Class, expected.Label), (found.Class, found.Label));
        Assert.Equal(expected.Probability, found.Probability, 1e-5);
    }

    [Fact]
    public void Explain_OnAnyThreads_GivesTheSameBitsAgainAndAgain()
    {
        using Model model = ModuleNetwork.Model(ModuleNetwork.Build(end: Hidden));
        using Attributor one = new(model, new AttributorOptions { Threads = 1 }), three = new(model, new AttributorOptions { Threads = 3 });
        Attribution first = one.Explain("picture", ModuleNetwork.Picture, 3);
        one.Explain("picture", ModuleNetwork.Picture, 0);
        foreach (Attributor other in (Attributor[])[one, three])
        {
            Attribution again = other.Explain("picture", ModuleNetwork.Picture, 3);
            Assert.Equal(first.Map.Values, again.Map.Values);
            Assert.Equal(first.Modules.SelectMany(m => m.Branches.Select(b => b.Value)), again.Modules.SelectMany(m => m.Branches.Select(b => b.Value)));
        }
    }

    [Fact]
    public void Explain_LeavesTheModelAsItIs()
    {
        using Model model = ModuleNetwork.Model();
        float[][] before = [.. model.Parameters.Names.Select(n => model.Parameters[n].Values.ToArray())];
        using var attributor = new Attributor(model);
        attributor.Explain("picture", ModuleNetwork.Picture);
        Assert.Equal(before, model.Parameters.Names.Select(n => model.Parameters[n].Values.ToArray()));
    }

    [Fact]
    public void Explain_ANetworkThatEndsInASoftmax_ReadsBeforeIt()
    {
        using Model plain = ModuleNetwork.Model();
        Attribution expected = Explained(plain);
        Func<Value, Value>[] ends = [x => ModuleNetwork.Head(x).Softmax("end"), x => ModuleNetwork.Head(x).Softmax("end").Apply("again", new Flatten()), x => ModuleNetwork.Head(x).Apply("end", new LogSoftmax())];
        foreach (Func<Value, Value> end in ends)
        {
            Attribution found = Explained(new Model(ModuleNetwork.Build(end: end), plain.Parameters) { Preprocessing = plain.Preprocessing });
            Assert.Equal((expected.Logit, expected.Answer), (found.Logit, found.Answer));
            Assert.Equal(expected.Map.Values, found.Map.Values);
        }

        static Attribution Explained(Model model)
        {
            using var attributor = new Attributor(model);
            return attributor.Explain("picture", ModuleNetwork.Picture);
        }
    }

    [Fact]
    public void Cam_OfAMapOfScores_IsTheScoresThemselves()
    {
        using Model model = ModuleNetwork.Model(ModuleNetwork.Build(end: x => x.Conv2D("scores", ModuleNetwork.Classes, Window.Square(1)).Relu("scores.relu").GlobalAveragePool("average").Softmax("end")));
        using var attributor = new Attributor(model);
        Assert.Equal((AttributionMethod.Cam, "scores.relu"), (attributor.Method, attributor.Layer));
        (float[] map, _) = Run(model, "scores.relu");
        Attribution attribution = attributor.Explain("picture", ModuleNetwork.Picture, 1);
        for (int p = 0; p < 48; p++) Assert.Equal(map[p * ModuleNetwork.Classes + 1] / 48f, attribution.Map.Values[p], 1e-7);
        Assert.Equal(0, attribution.Bias, 1e-6);
    }

    [Fact]
    public void Explain_AnotherHead_UsesItsClassifier()
    {
        using var model = new Model(SmallNetwork.Build(dropout: 0.5f), Formula.Parameters(SmallNetwork.Build()));
        var picture = new Picture(9, 7, 3, new byte[9 * 7 * 3]);
        using Attributor main = new(model), aux = new(model, new AttributorOptions { Head = "aux1" });
        Assert.Equal(("sum.relu", AttributionMethod.Cam, "inner", AttributionMethod.Cam), (main.Layer, main.Method, aux.Layer, aux.Method));
        Assert.Equal(["inner", "outer"], main.Explain("picture", picture).Modules.Select(m => m.Name));
        ModuleContribution inner = Assert.Single(aux.Explain("picture", picture, 1).Modules);
        Assert.Equal([5, 4, 5], inner.Branches.Select(b => b.Channels));
        Assert.Equal(aux.Explain("picture", picture, 1).Map.Sum, inner.Sum, 1e-6);
    }

    [Fact]
    public void Explain_BehindAnOperatorWithoutBackward_LeavesItsModulesOutAndSaysSo()
    {
        var b = new GraphBuilder("floored");
        Value x = b.Input(new Shape(1, 3, 8, 8));
        x = Value.Concat("first", x.Conv2D("p", 2, Window.Square(1)), x.Conv2D("q", 2, Window.Square(3, padding: 1)));
        x = x.Apply("floor", new Unary(UnaryFunction.Floor));
        x = Value.Concat("second", x.Conv2D("r", 2, Window.Square(1)), x.Conv2D("s", 2, Window.Square(3, padding: 1)));
        b.Head("main", x.GlobalAveragePool("average").Flatten("flat").Linear("fc", 3));
        Graph graph = b.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        using var attributor = new Attributor(model);
        Attribution attribution = attributor.Explain("picture", new Picture(8, 8, 3, new byte[192]));
        Assert.Equal(["second"], attribution.Modules.Select(m => m.Name));
        Assert.Equal(["no gradient comes back through node floor; without first"], attribution.Notes);
        var error = Assert.Throws<PointwiseException>(() => new Attributor(model, new AttributorOptions { Layer = "first" }));
        Assert.Equal("floored: node floor: no gradient comes back through Floor\n  expected: operators with a backward from the map to the class's score\n  found:    Floor\n  fix:      name a layer behind it", error.Message.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("b.outptu", "modules: layer: no such layer\n  expected: a node or a module: stem, norm, lrn, a, pool, b\n  found:    b.outptu\n  fix:      did you mean b.output? show lists the nodes of a network")]
    [InlineData("average", "modules: layer average: nothing to look at there\n  expected: [1,C,H,W] of more than one pixel that the class's score depends on\n  found:    [1,16,1,1]\n  fix:      name a layer before the head's pool")]
    [InlineData("", "modules: layer: no such layer")]
    public void Layer_ThatIsNone_IsRefused(string layer, string message)
    {
        using Model model = ModuleNetwork.Model();
        var error = Assert.Throws<PointwiseException>(() => new Attributor(model, new AttributorOptions { Layer = layer }));
        Assert.Contains(message, error.Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cam_WhereItWouldNotAddUp_IsRefused()
    {
        using Model model = ModuleNetwork.Model(ModuleNetwork.Build(end: Hidden));
        var error = Assert.Throws<PointwiseException>(() => new Attributor(model, new AttributorOptions { Method = AttributionMethod.Cam, Layer = "b" }));
        Assert.Equal("modules: node hidden.relu: a class activation map would not add up to the logit\n  expected: affine operators alone from b.output to the logit: averages, fully connected layers\n  found:    Relu\n  fix:      use gradcam, or name a layer behind it", error.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Attributor_OfWhatHasNoLogitsOrMaps_IsRefused()
    {
        using var small = new Model(SmallNetwork.Build(), Formula.Parameters(SmallNetwork.Build()));
        Assert.Contains("head mean: the mean of several heads has no logits of its own", Assert.Throws<PointwiseException>(() => new Attributor(small, new AttributorOptions { Head = "mean" })).Message, StringComparison.Ordinal);
        Assert.Contains("no such head", Assert.Throws<PointwiseException>(() => new Attributor(small, new AttributorOptions { Head = "aux3" })).Message, StringComparison.Ordinal);
        var b = new GraphBuilder("flat");
        b.Head("main", b.Input(new Shape(1, 3, 4, 4)).Flatten("flat").Linear("fc", 3));
        Graph flat = b.Build();
        using var vectors = new Model(flat, Formula.Parameters(flat));
        Assert.Contains("flat: no map to look at", Assert.Throws<PointwiseException>(() => new Attributor(vectors)).Message, StringComparison.Ordinal);
        var perPixel = new GraphBuilder("pixels");
        perPixel.Head("main", perPixel.Input(new Shape(1, 3, 4, 4)).Conv2D("scores", 3, Window.Square(1)));
        Graph pixels = perPixel.Build();
        using var segmenting = new Model(pixels, Formula.Parameters(pixels));
        Assert.Contains("pixels: head main: a class for every pixel has no one logit", Assert.Throws<PointwiseException>(() => new Attributor(segmenting)).Message, StringComparison.Ordinal);
        using Model maps = ModuleNetwork.Model(ModuleNetwork.Build(end: x => x));
        Assert.Contains("head main gives no logits", Assert.Throws<PointwiseException>(() => new Attributor(maps)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_WithWeightsThatAreNoNumbers_SaysSo()
    {
        using Model model = ModuleNetwork.Model();
        model.Parameters["fc.bias"].Values[0] = float.NaN;
        using var attributor = new Attributor(model);
        Assert.Contains("values that are not finite", Assert.Throws<PointwiseException>(() => attributor.Explain("picture", ModuleNetwork.Picture)).Message, StringComparison.Ordinal);
        Assert.Contains("no such class\n  expected: 0 to 4\n  found:    5", Assert.Throws<PointwiseException>(() => attributor.Explain("picture", ModuleNetwork.Picture, 5)).Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("picture of another size", Assert.Throws<PointwiseException>(() => attributor.Explain("picture", new Picture(5, 5, 3, new byte[75]))).Message, StringComparison.Ordinal);
    }

    private static Value Hidden(Value x) => x.Conv2D("hidden", 6, Window.Square(3, 2, 1)).Relu("hidden.relu").Flatten("flat").Linear("fc1", 9, activation: Activation.Relu).Linear("fc", ModuleNetwork.Classes);

    /// <summary>A node's result and the head's, by a session.</summary>
    private static (float[] Map, float[] Head) Run(Model model, string node)
    {
        Graph graph = model.Graph with { Heads = [.. model.Graph.Heads, new Head("map", model.Graph.Nodes.Select(n => n.Name).ToList().IndexOf(node))] };
        using var session = new Session(model with { Graph = graph }, 1, new SessionOptions { Heads = ["main", "map"] });
        Fill(model, session.Input);
        session.Run();
        return (session.Output("map").ToArray(), session.Output().ToArray());
    }

    private static void Fill(Model model, Span<float> input) => new PictureReader("picture", model.Graph.Input.Shape, ModuleNetwork.Preprocessing).Fill("picture", ModuleNetwork.Picture, input);
}
