using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;

namespace Pointwise.Training;

/// <summary>Scores a model on pictures with known classes, through the same session that answers with it. The last batch is filled up with nothing.</summary>
public sealed class Evaluation : IDisposable
{
    private const int LargestBatch = 100;
    private const int BatchFloats = 1 << 21;
    private readonly Session session;
    private readonly Kernels.Workers workers;
    private readonly BatchFiller batches;
    private readonly IDataSet data;
    private readonly int batch;
    private readonly int[] wanted;
    private readonly string[] heads;
    private readonly bool[] areProbabilities;

    /// <summary>Prepares to score the head that answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public Evaluation(Model model, IDataSet data, int threads = 0)
        : this(model, data, threads, [])
    {
    }

    private Evaluation(Model model, IDataSet data, int threads, ImmutableArray<string> heads)
    {
        Fit.Check(model, data);
        this.data = data;
        batch = (int)Math.Clamp(BatchFloats / model.Graph.Input.Shape.WithBatch(1).Elements, 1, Math.Min(LargestBatch, data.Count));
        wanted = new int[batch];
        workers = new Kernels.Workers(threads);
        session = new Session(model, model.Graph.Input.Shape.WithBatch(batch), new SessionOptions { Heads = heads }, workers);
        batches = new BatchFiller(data, model.Graph.Input.Shape.WithBatch(1), model.Preprocessing, batch, workers);
        this.heads = [.. session.Heads];
        areProbabilities = [.. session.Graph.Heads.Select(h => Scores.AreProbabilities(session.Graph, h))];
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

    /// <summary>Scores every head of a model, and where it has several the mean of their probabilities.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public static ImmutableArray<HeadScore> OfHeads(Model model, IDataSet data, int threads = 0, CancellationToken stop = default)
    {
        using var evaluation = new Evaluation(model, data, threads, HeadsOf(model));
        return evaluation.RunHeads(stop);
    }

    /// <summary>Scores a model in detail: the head that answers, and every head for itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public static EvaluationReport Report(Model model, IDataSet data, int threads = 0, CancellationToken stop = default)
    {
        using var evaluation = new Evaluation(model, data, threads, HeadsOf(model));
        var report = new EvaluationReportBuilder(model, data);
        ImmutableArray<HeadScore> scores = evaluation.RunHeads(stop, report, Array.IndexOf(evaluation.heads, model.AnsweringHead));
        return report.Build(scores);
    }

    /// <summary>Scores the model as its parameters are now.</summary>
    /// <param name="stop">Stops between batches.</param>
    public Score Run(CancellationToken stop = default) => RunHeads(stop)[0].Score;

    /// <summary>Gives its memory and threads back; the model stays.</summary>
    public void Dispose()
    {
        session.Dispose();
        workers.Dispose();
    }

    private static ImmutableArray<string> HeadsOf(Model model)
    {
        ImmutableArray<string> names = [.. model.Graph.Heads.Select(h => h.Name)];
        return names.Length > 1 ? names.Add(Scores.MeanHead) : names;
    }

    private ImmutableArray<HeadScore> RunHeads(CancellationToken stop, EvaluationReportBuilder? report = null, int reported = 0)
    {
        session.Refresh();
        var tallies = new ScoreTally[heads.Length];
        for (int first = 0; first < data.Count; first += batch)
        {
            stop.ThrowIfCancellationRequested();
            int count = Math.Min(batch, data.Count - first);
            for (int i = 0; i < count; i++) wanted[i] = first + i;
            batches.Fill(wanted.AsSpan(0, count), 0, session.Input);
            session.Run();
            for (int h = 0; h < heads.Length; h++)
            {
                ReadOnlySpan<float> scores = session.Output(heads[h]);
                int classes = scores.Length / batch;
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<float> row = scores.Slice(i * classes, classes);
                    tallies[h].Add(data.Label(first + i), row, areProbabilities[h]);
                    if (report is not null && h == reported) report.Add(first + i, Scores.Probabilities(row, areProbabilities[h]));
                }
            }
        }

        return [.. heads.Select((head, h) => new HeadScore(head, tallies[h].Score(data.Count)))];
    }
}
