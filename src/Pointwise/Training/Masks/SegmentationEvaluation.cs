using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference.Segmenting;

namespace Pointwise.Training.Masks;

/// <summary>
/// Scores a model on pictures with masks, by the way that answers with it: whole pictures, their answers compared with the masks at the pictures' own
/// sizes.
/// </summary>
public sealed class SegmentationEvaluation : IScoring
{
    private readonly Segmenter segmenter;
    private readonly IMaskSet data;
    private readonly EvaluationOptions options;
    private readonly string head;
    private byte[] answers = [];
    private ImmutableArray<BadPicture> badPictures = [];

    /// <summary>Prepares to score the head that answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or there is no such head or number of views.</exception>
    public SegmentationEvaluation(Model model, IMaskSet data, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        this.data = data;
        this.options = options ?? new EvaluationOptions();
        string? asked = this.options.Head == TrainingOptions.BestHead ? null : this.options.Head;
        head = asked ?? model.AnsweringHead;
        segmenter = new Segmenter(model, new SegmenterOptions { Threads = this.options.Threads, Views = this.options.Views, Head = asked });
        if (segmenter.Classes >= data.Classes.Length) return;
        segmenter.Dispose();
        throw new PointwiseException($"{model.Graph.Name}: head {head}", $"the classes of {data.Name} have no scores", $"at least {data.Classes.Length} scores a pixel", $"{segmenter.Classes}", "build the network for these classes");
    }

    /// <summary>Scores a model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or a picture cannot be read and must.</exception>
    public static Score Of(Model model, IMaskSet data, EvaluationOptions? options = null, CancellationToken stop = default)
    {
        using var evaluation = new SegmentationEvaluation(model, data, options);
        return evaluation.Run(stop);
    }

    /// <summary>Scores every head of a model that gives a class for every pixel.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or a picture cannot be read and must.</exception>
    public static ImmutableArray<HeadScore> OfHeads(Model model, IMaskSet data, EvaluationOptions? options = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new EvaluationOptions();
        return [.. model.Graph.Heads.Where(h => Segmenter.IsFor(model with { AnsweringHead = h.Name })).Select(h => new HeadScore(h.Name, Of(model, data, options with { Head = h.Name }, stop)))];
    }

    /// <summary>Scores a model in detail.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other, or a picture cannot be read and must.</exception>
    public static SegmentationReport Report(Model model, IMaskSet data, EvaluationOptions? options = null, CancellationToken stop = default)
    {
        using var evaluation = new SegmentationEvaluation(model, data, options);
        var builder = new SegmentationReportBuilder(data);
        (Score score, PixelTally all) = evaluation.Run(builder, stop);
        return builder.Build(evaluation.head, score, all, evaluation.segmenter.Classes) with { BadPictures = evaluation.badPictures };
    }

    /// <summary>Scores the model as its parameters are now.</summary>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="PointwiseException">A picture cannot be read and must, or none can.</exception>
    public Score Run(CancellationToken stop = default) => Run(null, stop).Score;

    /// <summary>Gives its memory and threads back; the model stays.</summary>
    public void Dispose() => segmenter.Dispose();

    private (Score Score, PixelTally All) Run(SegmentationReportBuilder? report, CancellationToken stop)
    {
        segmenter.Refresh();
        var all = new PixelTally(data.Classes.Length, segmenter.Classes);
        var bad = ImmutableArray.CreateBuilder<BadPicture>();
        int pictures = 0;
        Task<Read> next = Ahead(0);
        for (int i = 0; i < data.Count; i++)
        {
            Read read = next.GetAwaiter().GetResult();
            stop.ThrowIfCancellationRequested();
            if (i + 1 < data.Count) next = Ahead(i + 1);
            PointwiseException? error = read.Pair is null ? read.Error : Add(i, read.Pair, all, report);
            if (error is null) pictures++;
            else bad.Add(new BadPicture(i, data.NameOf(i), error));
            if (bad.Count > 0 && options.OnBadPicture == OnBadPicture.Fail) throw bad[0].Error;
            options.Progress?.Report(new EvaluationProgress(i + 1, data.Count));
        }

        badPictures = bad.ToImmutable();
        if (pictures == 0) throw new PointwiseException(data.Name, "nothing to score", "at least one picture that can be read", "none", "mend the pictures, or let the first bad one tell its error");
        return (all.Score(pictures), all);
    }

    /// <summary>Scores one picture.</summary>
    /// <returns>Why it could not be; null where it could.</returns>
    private PointwiseException? Add(int picture, PicturePair pair, PixelTally all, SegmentationReportBuilder? report)
    {
        ScoreMap map;
        try
        {
            map = segmenter.Scores(data.NameOf(picture), pair.Picture);
        }
        catch (PointwiseException e)
        {
            return e;
        }

        int pixels = map.Height * map.Width;
        if (answers.Length < pixels) answers = new byte[pixels];
        var own = new PixelTally(data.Classes.Length, segmenter.Classes);
        own.Add(pair.Mask, map, answers);
        all.Add(own);
        report?.Add(picture, pair.Mask, answers.AsSpan(0, pixels), own);
        return null;
    }

    /// <summary>Reads a picture while the network sees the one before.</summary>
    private Task<Read> Ahead(int index) => Task.Run(() =>
    {
        try
        {
            return new Read(PicturePair.Read(data, index), null);
        }
        catch (PointwiseException e)
        {
            return new Read(null, e);
        }
    });

    private readonly record struct Read(PicturePair? Pair, PointwiseException? Error);
}
