using Pointwise.Architectures;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>What is written is read again, and gives the same outputs.</summary>
public class OnnxExportTests
{
    public static TheoryData<string> Networks => [.. ArchitectureCatalog.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Export_EveryNetworkOfTheCatalog_ImportsToTheSameOutputs(string name)
    {
        Architecture architecture = ArchitectureCatalog.Get(name);
        Graph graph = architecture.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, seed: 5)) { Preprocessing = architecture.Preprocessing, AnsweringHead = graph.Heads[0].Name };
        Unsettle(model);
        using Model again = Reread(model);
        Assert.Equal(model.Preprocessing, again.Preprocessing);
        AssertSame(model, again, 1e-5);
    }

    [Fact]
    public void Export_EveryOperatorOfTheCore_ImportsToTheSameOutputs()
    {
        Graph every = SmallModels.EveryOperator();
        using var model = new Model(every, Parameters.Initialize(every, seed: 6));
        Unsettle(model);
        using Model again = Reread(model, new OnnxExportOptions { Heads = ["main", "aux1"] });
        Assert.Equal(["main", "aux1"], again.Graph.Heads.Select(h => h.Name));
        AssertSame(model, again, 1e-5);
    }

    [Fact]
    public void Export_LabelsAndProvenance_ComeBack()
    {
        using Model model = SmallModels.Model();
        using Model again = Reread(model);
        Assert.Equal(model.Labels, again.Labels);
        Assert.Equal(model.Preprocessing, again.Preprocessing);
        Assert.Equal(("mean", "3", "small"), (again.AnsweringHead, again.Provenance["seed"], again.Graph.Name));
        Assert.Equal(model.Parameters.Names.Order(), again.Parameters.Names.Order());
    }

    [Fact]
    public void Export_Twice_GivesTheSameBytes()
    {
        using Model model = SmallModels.Model();
        Assert.Equal(Write(model), Write(model));
    }

    [Fact]
    public void Export_HalfPrecision_HalvesTheWeightsAndKeepsTheirNames()
    {
        Graph graph = ArchitectureCatalog.Get("small-inception").Build();
        using var model = new Model(graph, Parameters.Initialize(graph, seed: 5));
        byte[] full = Write(model), half = Write(model, new OnnxExportOptions { HalfPrecision = true });
        Assert.InRange((double)half.Length / full.Length, 0.4, 0.6);
        using Model again = OnnxImport.Read(half, "half");
        Assert.Equal(model.Parameters.Names.Order(), again.Parameters.Names.Order());
        AssertSame(model, again, 5e-3);
    }

    [Fact]
    public void Save_OverAFile_ReplacesItAsAWhole()
    {
        using var folder = new TemporaryFolder();
        using Model model = SmallModels.Model();
        OnnxExport.Save(model, folder.File("m.onnx"));
        OnnxExport.Save(model, folder.File("m.onnx"));
        Assert.Equal(["m.onnx"], folder.Names);
        using Model again = OnnxImport.Load(folder.File("m.onnx"));
        Assert.Equal(2, again.Graph.Heads.Length);
    }

    private static Model Reread(Model model, OnnxExportOptions? options = null) => OnnxImport.Read(Write(model, options), "again");

    private static byte[] Write(Model model, OnnxExportOptions? options = null)
    {
        var stream = new MemoryStream();
        OnnxExport.Write(model, stream, options);
        return stream.ToArray();
    }

    /// <summary>Statistics as after training, so that an exchange of two would show.</summary>
    private static void Unsettle(Model model)
    {
        foreach (ParameterSpec spec in model.Graph.Parameters.Where(p => p.Role is not ParameterRole.Weight))
        {
            Span<float> values = model.Parameters[spec.Name].Values;
            for (int i = 0; i < values.Length; i++) values[i] += 0.2f * MathF.Abs(MathF.Sin(i + spec.Name.Length));
        }
    }

    private static void AssertSame(Model model, Model again, double tolerance)
    {
        Shape two = model.Graph.Input.Shape.WithBatch(2);
        string[] heads = [.. again.Graph.Heads.Select(h => h.Name)];
        using var expected = new Session(model, two, new SessionOptions { Threads = 2, Heads = [.. heads] });
        using var found = new Session(again, two, new SessionOptions { Threads = 2, Heads = [.. heads] });
        for (int i = 0; i < expected.Input.Length; i++) found.Input[i] = expected.Input[i] = MathF.Sin(i * 0.37f);
        expected.Run();
        found.Run();
        foreach (string head in heads)
        {
            ReadOnlySpan<float> a = expected.Output(head), b = found.Output(head);
            float largest = System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(a);
            Assert.Equal(a.Length, b.Length);
            for (int i = 0; i < a.Length; i++) Assert.True(Math.Abs(a[i] - b[i]) <= tolerance * Math.Abs(largest), $"{head}[{i}]: {b[i]}, expected {a[i]}");
        }
    }
}
