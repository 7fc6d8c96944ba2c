using System.Diagnostics;
using System.Numerics.Tensors;
using Pointwise.Architectures;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>One ONNX file in our session and in ONNX Runtime: the same pictures channels-first in, a copy of the answer out.</summary>
internal sealed class PeerPair : IDisposable
{
    private readonly OnnxRuntime theirs;
    private readonly Model model;
    private readonly float[] pictures, ourAnswer, theirAnswer;
    private readonly int[] shape;

    public PeerPair(string file, int batch, int threads)
    {
        model = OnnxImport.Load(file);
        Ours = new Session(model, batch, new SessionOptions { Threads = threads });
        theirs = new OnnxRuntime(file, threads);
        shape = Ours.InputShape.ToArray();
        pictures = Pictures(Ours.InputShape);
        (ourAnswer, theirAnswer) = (new float[Ours.OutputShape().Elements], new float[Ours.OutputShape().Elements]);
    }

    public Session Ours { get; }

    /// <summary>Writes a network of the catalog with drawn weights.</summary>
    public static void Write(string network, string path)
    {
        Graph graph = ArchitectureCatalog.Get(network).Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1)) { AnsweringHead = graph.Heads[0].Name };
        OnnxExport.Save(model, path);
    }

    /// <summary>Values from -1 to 1.</summary>
    public static float[] Pictures(Shape shape)
    {
        var values = new float[shape.Elements];
        for (int i = 0; i < values.Length; i++) values[i] = MathF.Sin(i * 0.37f);
        return values;
    }

    /// <summary>The same for a process of one side alone.</summary>
    public PeerCall Call(string library, string file, int threads) => new(library, file, threads, model.Graph.Input.Name, Ours.InputShape, model.Graph.Heads[0].Name, ourAnswer.Length);

    /// <summary>Milliseconds of a run here.</summary>
    public double TimeOurs()
    {
        long start = Stopwatch.GetTimestamp();
        Ours.RunChannelsFirst(pictures);
        Ours.Output().CopyTo(ourAnswer);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Milliseconds of a run in ONNX Runtime.</summary>
    public double TimeTheirs()
    {
        long start = Stopwatch.GetTimestamp();
        theirs.Run(model.Graph.Input.Name, pictures, shape, model.Graph.Heads[0].Name, theirAnswer);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>How far the last two answers lie apart, as a share of the largest value.</summary>
    public double Difference()
    {
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(ourAnswer)), error = 0;
        for (int i = 0; i < ourAnswer.Length; i++) error = Math.Max(error, Math.Abs(ourAnswer[i] - theirAnswer[i]));
        return error / largest;
    }

    public void Dispose()
    {
        Ours.Dispose();
        theirs.Dispose();
        model.Dispose();
    }
}
