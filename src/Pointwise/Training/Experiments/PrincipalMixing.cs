using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;

namespace Pointwise.Training.Experiments;

/// <summary>
/// Keeps reductions at the first principal components of the maps they are given: found before the first epoch and after every epoch but the last, on
/// some of the training pictures. New components are turned within their space to lie as near the old ones as they can, so that the layers behind keep their footing.
/// </summary>
internal sealed class PrincipalMixing : ITrainingSink, IDisposable
{
    private const int MostPictures = 256;
    private const int Batch = 32;
    private readonly TrainingRun run;
    private readonly Session session;
    private readonly (string Weights, string Maps)[] layers;

    private PrincipalMixing(TrainingRun run)
    {
        this.run = run;
        Graph graph = run.Model.Graph;
        int[] reductions = Reductions.Narrowing(graph);
        layers = [.. reductions.Select(i => ($"{graph.Nodes[i].Name}.weight", $"maps.{graph.Nodes[i].Inputs[0]}"))];
        Head[] maps = [.. reductions.Select(i => graph.Nodes[i].Inputs[0]).Distinct().Select(node => new Head($"maps.{node}", node))];
        var seen = run.Model with { Graph = Rewrite.Prune(graph with { Heads = [.. maps] }), AnsweringHead = maps[0].Name };
        session = new Session(seen, Batch, new SessionOptions { Threads = run.Options.Threads, Heads = [.. maps.Select(h => h.Name)] });
    }

    /// <summary>The run with its reductions frozen and kept so.</summary>
    public static TrainingRun Prepare(TrainingRun run)
    {
        TrainingRun kept = FixedReductions.Keep(run);
        return kept with { Sinks = [.. kept.Sinks, new PrincipalMixing(kept)] };
    }

    public void Begin(long step) => Refresh();

    public void Step(in StepRecord step)
    {
    }

    public void Epoch(long step, in EpochRecord epoch)
    {
        if (epoch.Epoch < run.Options.Epochs) Refresh();
    }

    public void Flush() => Dispose();

    public void Dispose() => session.Dispose();

    private void Refresh()
    {
        session.Refresh();
        var statistics = layers.Select(l => l.Maps).Distinct().ToDictionary(name => name, name => new Covariance(session.OutputShape(name).C));
        var reader = new PictureReader(run.Model.Graph.Name, session.InputShape, run.Model.Preprocessing);
        int pictures = Math.Min(MostPictures, run.Data.Count) / Batch * Batch;
        for (int i = 0; i < pictures; i++)
        {
            int index = (int)((long)i * run.Data.Count / pictures);
            reader.Fill(run.Data.NameOf(index), run.Data.Read(index), session.Input.Slice(i % Batch * reader.Floats, reader.Floats));
            if (i % Batch < Batch - 1) continue;
            session.Run();
            foreach ((string name, Covariance covariance) in statistics) covariance.Add(session.Output(name));
        }

        var components = statistics.ToDictionary(s => s.Key, s => SymmetricEigen.Of(s.Value.Matrix(), s.Value.Channels));
        foreach ((string weights, string maps) in layers) Set(run.Model.Parameters[weights], components[maps]);
    }

    private static void Set(Tensor weights, double[][] components)
    {
        int filters = weights.Shape.N, channels = weights.Shape.C;
        double[][] wanted = components[..filters], old = [.. Enumerable.Range(0, filters).Select(f => weights.Values.Slice(f * channels, channels).ToArray().Select(v => (double)v).ToArray())];
        double[][] turned = Turning.Towards(wanted, old);
        for (int f = 0; f < filters; f++)
            for (int c = 0; c < channels; c++) weights.Values[f * channels + c] = (float)turned[f][c];
    }
}
