using System.Collections.Immutable;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Data.Batching;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>Scores a model on pictures with known classes, through the same session that answers with it. The last batch is filled up with nothing.</summary>
public sealed class Evaluation : IScoring
{
    private const int LargestBatch = 100;
    private const int BatchFloats = 1 << 21;
    private readonly Session session;
    private readonly Kernels.Workers workers;
    private readonly BatchRecipe recipe;
    private readonly IDataSet data;
    private readonly int batch;
    private readonly int threads;
    private readonly string[] heads;
    private readonly bool[] areProbabilities;
    private readonly IProgress<EvaluationProgress>? progress;
    private ImmutableArray<BadPicture> badPictures = [];

    /// <summary>Prepares to score the head that answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public Evaluation(Model model, IDataSet data, int threads = 0)
        : this(model, data, new EvaluationOptions { Threads = threads })
    {
    }

    /// <summary>Prepares to score the head that answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or there is no such number of views.</exception>
    public Evaluation(Model model, IDataSet data, EvaluationOptions options)
        : this(model, data, options, [])
    {
    }

    private Evaluation(Model model, IDataSet data, EvaluationOptions options, ImmutableArray<string> heads)
    {
        Fit.Check(model, data);
        if (!options.Scales.IsDefaultOrEmpty)
            throw new PointwiseException("scales", "maps are scored once, not again and again", $"no scales, or {nameof(Evaluation)}.{nameof(Report)}", string.Join(", ", options.Scales), "leave the scales out");
        (this.data, progress) = (data, options.Progress);
        Shape input = model.Graph.Input.Shape;
        batch = (int)Math.Clamp(BatchFloats / input.WithBatch(1).Elements, 1, Math.Min(LargestBatch, data.Count));
        recipe = new BatchRecipe(data, input, model.Preprocessing, Fit.Classes(model)) { Views = PictureView.Several(options.Views, input), OnBadPicture = options.OnBadPicture };
        threads = BatchStream.ThreadsFor(options.Threads);
        workers = new Kernels.Workers(options.Threads);
        session = new Session(model, input.WithBatch(batch), new SessionOptions { Heads = heads }, workers);
        session.RequirePicturesAlone();
        this.heads = [.. session.Heads];
        areProbabilities = [.. session.Graph.Heads.Select(h => Scores.AreProbabilities(session.Graph, h))];
    }

    /// <summary>Scores a model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public static Score Of(Model model, IDataSet data, int threads = 0, CancellationToken stop = default) => Of(model, data, new EvaluationOptions { Threads = threads }, stop);

    /// <summary>Scores a model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or there is no such number of views.</exception>
    public static Score Of(Model model, IDataSet data, EvaluationOptions options, CancellationToken stop = default)
    {
        if (options.Head == TrainingOptions.BestHead || !options.Scales.IsDefaultOrEmpty) return Report(model, data, options, stop).Score;
        using var evaluation = new Evaluation(AnsweringHead.Of(model, options.Head), data, options);
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
        return OfHeads(model, data, new EvaluationOptions { Threads = threads }, stop);
    }

    /// <summary>Scores every head of a model, and where it has several the mean of their probabilities.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or there is no such number of views.</exception>
    public static ImmutableArray<HeadScore> OfHeads(Model model, IDataSet data, EvaluationOptions options, CancellationToken stop = default)
    {
        if (!options.Scales.IsDefaultOrEmpty) return DenseEvaluation.Report(model, data, options, stop).Heads;
        using var evaluation = new Evaluation(model, data, options, HeadsOf(model));
        return evaluation.RunHeads(stop);
    }

    /// <summary>Scores a model in detail: the head that answers, and every head for itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public static EvaluationReport Report(Model model, IDataSet data, int threads = 0, CancellationToken stop = default) =>
        Report(model, data, new EvaluationOptions { Threads = threads }, stop);

    /// <summary>Scores a model in detail: the head that answers, and every head for itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or there is no such number of views.</exception>
    public static EvaluationReport Report(Model model, IDataSet data, EvaluationOptions options, CancellationToken stop = default)
    {
        if (!options.Scales.IsDefaultOrEmpty) return DenseEvaluation.Report(model, data, options, stop);
        bool best = options.Head == TrainingOptions.BestHead;
        if (!best) model = AnsweringHead.Of(model, options.Head);
        using var evaluation = new Evaluation(model, data, options, HeadsOf(model));
        EvaluationReportBuilder?[] reports = [.. evaluation.heads.Select(head => best || head == model.AnsweringHead ? new EvaluationReportBuilder(model, head, data) : null)];
        ImmutableArray<HeadScore> scores = evaluation.RunHeads(stop, reports);
        string reported = best ? HeadScore.Best(scores).Head : model.AnsweringHead;
        return reports[Array.IndexOf(evaluation.heads, reported)]!.Build(scores) with
        {
            BadPictures = evaluation.badPictures, MultiplyAdds = CostReport.Of(SelectHead.Apply(model.Graph, reported).ForInput(model.Graph.Input.Shape.WithBatch(1))).Total.MultiplyAdds * options.Views * scores[0].Score.Pictures,
        };
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
        return names.Length > 1 || model.AnsweringHead == Model.MeanHead ? names.Add(Model.MeanHead) : names;
    }

    private ImmutableArray<HeadScore> RunHeads(CancellationToken stop, EvaluationReportBuilder?[]? reports = null)
    {
        session.Refresh();
        var tallies = new ScoreTally[heads.Length];
        int pictures = 0, done = 0;
        int views = recipe.Views.Length, shown = Math.Max(1, batch / views);
        using var batches = new BatchStream(recipe, new SequentialOrder(recipe.Data.Count, shown), threads, ahead: 1);
        var answers = new ViewAnswers(shown, views, areProbabilities);
        while (batches.Next(stop) is { } made)
        {
            for (int row = 0; row < made.Count * views; row += batch)
            {
                stop.ThrowIfCancellationRequested();
                Show(made.Pictures[(row * recipe.Floats)..]);
                session.Run();
                for (int h = 0; h < heads.Length; h++) answers.Add(h, row, made.Count * views - row, session.Output(heads[h]), batch);
            }

            for (int i = 0; i < made.Count; i++)
            {
                int picture = made.Indices[i];
                if (picture == Batch.None) continue;
                pictures++;
                for (int h = 0; h < heads.Length; h++)
                {
                    tallies[h].Add(data.Label(picture), answers.Scores(h, i), answers.AreProbabilities(h));
                    reports?[h]?.Add(picture, answers.Probabilities(h, i));
                }
            }

            progress?.Report(new EvaluationProgress(done += made.Count, recipe.Data.Count));
        }

        badPictures = batches.ListBadPictures();
        RequireSome(data, pictures);
        return [.. heads.Select((head, h) => new HeadScore(head, tallies[h].Score(pictures)))];
    }

    /// <exception cref="PointwiseException">No picture was scored.</exception>
    internal static void RequireSome(IDataSet data, int pictures)
    {
        if (pictures == 0) throw new PointwiseException(data.Name, "nothing to score", "at least one picture that can be read", "none", "mend the pictures, or let the first bad one tell its error");
    }

    private void Show(ReadOnlySpan<float> rows)
    {
        Span<float> input = session.Input;
        int shown = Math.Min(rows.Length, input.Length);
        rows[..shown].CopyTo(input);
        input[shown..].Clear();
    }
}
