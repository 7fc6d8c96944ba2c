using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Pointwise.Architectures;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>ONNX files: what we write run by ONNX Runtime beside us, and how long one takes to be read.</summary>
internal static class OnnxTable
{
    private const int Runs = 30, WarmUps = 5;

    /// <summary>Every network of the catalog, or those named, written as ONNX and run by both in turn, on one thread.</summary>
    public static void Compare(string library, IReadOnlyList<string> names)
    {
        Console.WriteLine($"ONNX Runtime {OnnxRuntime.Load(library)}, batch 2, one thread, medians of {Runs} in turn");
        string folder = Directory.CreateTempSubdirectory("pointwise-onnx").FullName;
        try
        {
            foreach (string name in names.Count > 0 ? names : [.. ArchitectureCatalog.Names]) Compare(name, Path.Combine(folder, "model.onnx"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How long a file takes from its bytes to a session that is ready to run, and the memory that it takes; the first time is a cold start.</summary>
    public static void Load(string path)
    {
        for (int i = 0; i < 6; i++)
        {
            GC.Collect();
            long start = Stopwatch.GetTimestamp(), resident = Environment.WorkingSet, allocated = GC.GetTotalAllocatedBytes();
            using Model model = OnnxImport.Load(path);
            double read = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            using var session = new Session(model, 1, new SessionOptions { Threads = 2 });
            double ready = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(i == 0 ? "cold" : "warm")}: read in {read:F0} ms, ready in {ready:F0} ms; file {new FileInfo(path).Length / 1e6:F1} MB, parameters {model.Parameters.Elements * 4 / 1e6:F1} MB, packed {session.WeightBytes / 1e6:F1} MB, values {session.ValueBytes / 1e6:F1} MB, managed {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:F1} MB, resident {(Environment.WorkingSet - resident) / 1e6:F1} MB more"));
        }
    }

    private static void Compare(string name, string path)
    {
        Architecture architecture = ArchitectureCatalog.Get(name);
        Graph graph = architecture.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1)) { AnsweringHead = graph.Heads[0].Name };
        OnnxExport.Save(model, path);
        Shape input = architecture.InputShape.WithBatch(2);
        using var ours = new Session(model, input, new SessionOptions { Threads = 1 });
        using var theirs = new OnnxRuntime(path, 1);
        var pictures = new float[input.Elements];
        for (int i = 0; i < pictures.Length; i++) pictures[i] = MathF.Sin(i * 0.37f);
        var answer = new float[ours.OutputShape().Elements];
        string inputName = graph.Input.Name, outputName = graph.Heads[0].Name;
        var times = new double[2][];
        for (int k = 0; k < 2; k++) times[k] = new double[Runs];
        for (int i = -WarmUps; i < Runs; i++)
        {
            for (int k = 0; k < 2; k++)
            {
                long start = Stopwatch.GetTimestamp();
                if (k == 0) ours.RunChannelsFirst(pictures);
                else theirs.Run(inputName, pictures, input.ToArray(), outputName, answer);
                if (i >= 0) times[k][i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        ReadOnlySpan<float> own = ours.Output();
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude(own)), error = 0;
        for (int i = 0; i < own.Length; i++) error = Math.Max(error, Math.Abs(own[i] - answer[i]));
        foreach (double[] list in times) Array.Sort(list);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} ours {times[0][Runs / 2],8:F2} ms, theirs {times[1][Runs / 2],8:F2} ms; outputs differ by {error / largest:E1} of the largest"));
    }
}
