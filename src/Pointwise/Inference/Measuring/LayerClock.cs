using System.Diagnostics;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference.Measuring;

/// <summary>Runs a session node by node and notes when each has ended. The session itself knows nothing of it.</summary>
internal sealed class LayerClock(Session session, int runs)
{
    private readonly long[] ticks = new long[runs * session.Stages.Length];

    /// <summary>Runs on what the inputs hold.</summary>
    /// <param name="run">Which run, from 0.</param>
    public void Run(int run)
    {
        int at = run * session.Stages.Length;
        long before = Stopwatch.GetTimestamp();
        foreach (Stage stage in session.Stages)
        {
            session.Runner.Forward(stage);
            long now = Stopwatch.GetTimestamp();
            ticks[at++] = now - before;
            before = now;
        }

        GC.KeepAlive(session);
    }

    /// <summary>What every node took, without those that only stand for something that lies there.</summary>
    public IEnumerable<LayerTime> Layers()
    {
        Graph graph = session.Graph;
        for (int i = 0; i < session.Stages.Length; i++)
        {
            Stage stage = session.Stages[i];
            Node node = stage.Node;
            if (node.Operator is Input or Weight) continue;
            int at = i;
            var times = new RunTimes(Enumerable.Range(0, runs).Select(run => (double)ticks[run * session.Stages.Length + at] / Stopwatch.Frequency));
            Shape[] inputs = graph.InputShapes(node);
            yield return new LayerTime(node.Name, OperatorText.Label(node.Operator), stage.Algorithm(session.Workers), node.Shape, times.Median, node.Operator.MultiplyAdds(inputs))
            {
                Candidates = [.. stage.Candidates(session.Workers)],
            };
        }
    }
}
