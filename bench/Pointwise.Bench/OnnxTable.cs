using System.Diagnostics;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;

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
        PeerPair.Write(name, path);
        using var pair = new PeerPair(path, 2, 1);
        var times = new double[2][];
        for (int k = 0; k < 2; k++) times[k] = new double[Runs];
        for (int i = -WarmUps; i < Runs; i++)
        {
            for (int k = 0; k < 2; k++)
            {
                double milliseconds = k == 0 ? pair.TimeOurs() : pair.TimeTheirs();
                if (i >= 0) times[k][i] = milliseconds;
            }
        }

        foreach (double[] list in times) Array.Sort(list);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} ours {times[0][Runs / 2],8:F2} ms, theirs {times[1][Runs / 2],8:F2} ms; outputs differ by {pair.Difference():0.0e-0} of the largest"));
    }
}
