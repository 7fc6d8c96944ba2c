using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;

namespace Pointwise.Training;

/// <summary>Scores a model on pictures with known classes, through the same session that answers with it. The last batch is filled up with nothing.</summary>
public sealed class Evaluation : IDisposable
{
    private const int Batch = 100;
    private readonly Session session;
    private readonly Kernels.Workers workers;
    private readonly BatchFiller batches;
    private readonly IDataSet data;
    private readonly bool areProbabilities;
    private readonly int[] wanted = new int[Batch];

    /// <summary>Prepares to score.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public Evaluation(Model model, IDataSet data, int threads = 0)
    {
        Fit.Check(model, data);
        this.data = data;
        workers = new Kernels.Workers(threads);
        session = new Session(model, model.Graph.Input.Shape.WithBatch(Batch), null, workers);
        batches = new BatchFiller(data, model.Graph.Input.Shape.WithBatch(1), model.Preprocessing, Batch, workers);
        areProbabilities = session.Graph.Nodes[session.Graph.Heads[0].Node].Operator is Softmax;
    }

    /// <summary>Scores a model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public static Score Of(Model model, IDataSet data, int threads = 0, CancellationToken stop = default)
    {
        using var evaluation = new Evaluation(model, data, threads);
        return evaluation.Run(stop);
    }

    /// <summary>Scores the model as its parameters are now.</summary>
    /// <param name="stop">Stops between batches.</param>
    public Score Run(CancellationToken stop = default)
    {
        session.Refresh();
        int top1 = 0, top5 = 0;
        double loss = 0;
        for (int first = 0; first < data.Count; first += Batch)
        {
            stop.ThrowIfCancellationRequested();
            int count = Math.Min(Batch, data.Count - first);
            for (int i = 0; i < count; i++) wanted[i] = first + i;
            batches.Fill(wanted.AsSpan(0, count), 0, session.Input);
            session.Run();
            ReadOnlySpan<float> scores = session.Output();
            int classes = session.OutputShape().C;
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = scores.Slice(i * classes, classes);
                int label = data.Label(first + i), rank = Scores.RankOf(label, row);
                if (rank < 1) top1++;
                if (rank < 5) top5++;
                loss += Scores.Loss(label, row, areProbabilities);
            }
        }

        return new Score(data.Count, top1, top5, loss / data.Count);
    }

    /// <summary>Gives its memory and threads back; the model stays.</summary>
    public void Dispose()
    {
        session.Dispose();
        workers.Dispose();
    }
}
