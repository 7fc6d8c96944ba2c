using System.Globalization;
using Pointwise.Formats.Onnx;
using Pointwise.Formats.Onnx.Import;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>
/// ONNX's own backend suite, case by case, at its own tolerance: equal shapes and types, rtol 1e-3, atol 1e-7. What is out stands in
/// conformance-out.tsv with its reason, and has to be refused.
/// </summary>
public class ConformanceTests
{
    private const double Relative = 1e-3, Absolute = 1e-7;

    private static readonly Dictionary<string, string> Out = File.ReadLines(Path.Combine(TestData.Repository, "tests", "Pointwise.Tests", "Formats", "Onnx", "conformance-out.tsv"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static string Suite => Path.Combine(TestData.Root, "onnx-conformance", "rel-1.22.0");

    public static TheoryData<string> Cases => Directory.Exists(Suite) ? [.. ConformanceCase.NamesIn(Suite)] : ["absent"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_OfTheSuite_GivesItsOutputsOrIsRefused(string name)
    {
        string root = TestData.Require("onnx-conformance", "rel-1.22.0");
        if (!Out.TryGetValue(name, out string? reason))
        {
            Run(new ConformanceCase(root, name));
            return;
        }

        Assert.False(string.IsNullOrWhiteSpace(reason));
        Exception? e = Record.Exception(() => Run(new ConformanceCase(root, name)));
        Assert.True(e is PointwiseException or Xunit.Sdk.IAssertionException, $"{name} is out, and gives {e?.GetType().Name ?? "its outputs"}: take it off the list, or mend it");
    }

    [Fact]
    public void Suite_AsAWhole_PassesAsManyCasesAsItsScopeHas()
    {
        string root = TestData.Require("onnx-conformance", "rel-1.22.0");
        string[] names = [.. ConformanceCase.NamesIn(root)];
        Assert.Empty(Out.Keys.Except(names));
        int Passing(string folder) => names.Count(n => n.StartsWith(folder, StringComparison.Ordinal) && !Out.ContainsKey(n));
        Assert.True(Passing("node/") >= 384, $"{Passing("node/")} node cases");
        Assert.True(Passing("pytorch-") >= 99, $"{Passing("pytorch-")} pytorch cases");
        Assert.Equal(5, Passing("light/"));
    }

    private static void Run(ConformanceCase given)
    {
        using OnnxFile file = given.File;
        ImportedModel imported = OnnxImport.Import(file, given.Name, new OnnxImportOptions { Constants = given.Constants });
        using Model model = imported.Model;
        Assert.Equal(given.Outputs.Select(o => o.Type), file.Model.Graph.Outputs.Select(o => imported.Outputs[o.Name]));
        string[] heads = [.. file.Model.Graph.Outputs.Select(o => o.Name)];
        Compare(given, model, heads);
        if (WrittenAgain(model, heads) is not { } bytes) return;
        using Model again = OnnxImport.Read(bytes, given.Name, new OnnxImportOptions { Input = model.Graph.Input.Shape });
        Compare(given, again, heads);
    }

    /// <summary>The model as our own file; null where opset 17 has no form for an operator.</summary>
    private static byte[]? WrittenAgain(Model model, string[] heads)
    {
        var stream = new MemoryStream();
        try
        {
            OnnxExport.Write(model, stream, new OnnxExportOptions { Heads = [.. heads] });
            return stream.ToArray();
        }
        catch (PointwiseException e) when (e.Problem.EndsWith("has no form in opset 17", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static void Compare(ConformanceCase given, Model model, string[] heads)
    {
        using var session = new Session(model, model.Graph.Input.Shape, new SessionOptions { Threads = 1, Heads = [.. heads] });
        foreach ((string name, Literal values) in given.Inputs.Where(i => session.Inputs.Contains(i.Name))) Feed(session, name, values);
        session.Run();
        Assert.Equal(heads.Length, given.Outputs.Length);
        for (int i = 0; i < heads.Length; i++)
        {
            OnnxTensor expected = given.Outputs[i];
            Assert.Equal(expected.Shape, session.OutputShape(heads[i]));
            if (expected.Type.IsFloat()) AssertClose(heads[i], expected.ReadFloats(), SpokenOrder(expected.Shape, session.Output(heads[i])));
            else Assert.Equal(expected.ReadIntegers(), SpokenOrder(expected.Shape, session.OutputIntegers(heads[i])));
        }
    }

    private static void Feed(Session session, string name, Literal values)
    {
        if (values.Kind == ElementKind.Float32) StoredOrder(values.Shape, values.Floats.AsSpan(), session.InputOf(name));
        else StoredOrder(values.Shape, values.Integers.AsSpan(), session.IntegersOf(name));
    }

    private static void AssertClose(string head, float[] expected, float[] found)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool close = expected[i].Equals(found[i]) || Math.Abs((double)expected[i] - found[i]) <= Absolute + Relative * Math.Abs((double)expected[i]);
            if (!close) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{head}[{i}] is {found[i]}, expected {expected[i]}"));
        }
    }

    private static T[] SpokenOrder<T>(Shape shape, ReadOnlySpan<T> stored)
    {
        var spoken = new T[stored.Length];
        int pixels = shape.Rank == 4 ? shape.H * shape.W : 1, channels = shape.Rank == 4 ? shape.C : 1;
        for (int i = 0; i < spoken.Length; i++)
        {
            int n = i / (pixels * channels), c = i / pixels % channels, p = i % pixels;
            spoken[i] = stored[(n * pixels + p) * channels + c];
        }

        return spoken;
    }

    private static void StoredOrder<T>(Shape shape, ReadOnlySpan<T> spoken, Span<T> stored)
    {
        int pixels = shape.Rank == 4 ? shape.H * shape.W : 1, channels = shape.Rank == 4 ? shape.C : 1;
        for (int i = 0; i < spoken.Length; i++)
        {
            int n = i / (pixels * channels), c = i / pixels % channels, p = i % pixels;
            stored[(n * pixels + p) * channels + c] = spoken[i];
        }
    }
}
