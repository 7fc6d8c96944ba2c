using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Dense;

namespace Pointwise.Training;

/// <summary>Scores a classifier that slides over its pictures: a picture's probabilities are the mean over all places, and over all scales.</summary>
internal static class DenseEvaluation
{
    private const int WithMirrorPictures = 2;

    /// <summary>Scores a model in detail.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">How; with scales.</param>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="PointwiseException">The model cannot slide, crops are asked for beside scales, a picture does not suit a scale, or model and pictures do not fit each other.</exception>
    public static EvaluationReport Report(Model model, IDataSet data, EvaluationOptions options, CancellationToken stop)
    {
        if (options.Views > WithMirrorPictures)
            throw new PointwiseException("scales", "crops beside scales: a map has all places already", "no views, or 2 for the mirror picture too", $"{options.Views} views", "leave one of them out");
        if (options.Head == TrainingOptions.BestHead)
            throw new PointwiseException("scales", "one head alone is asked at every place", string.Join(" or ", model.Graph.Heads.Select(h => h.Name)), options.Head, "name a head");
        model = AnsweringHead.Of(model, options.Head);
        Fit.Check(model, data);
        using var classifier = new DenseClassifier(model, new DenseOptions { Threads = options.Threads });
        var builder = new EvaluationReportBuilder(model, model.AnsweringHead, data);
        var tally = new ScoreTally();
        var bad = new List<BadPicture>();
        int scored = 0;
        long multiplyAdds = 0;
        for (int i = 0; i < data.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            string name = data.NameOf(i);
            try
            {
                Picture picture = data.Read(i);
                double[] probabilities = classifier.Probabilities(name, picture, options.Scales, options.Views == WithMirrorPictures);
                multiplyAdds += options.Views * options.Scales.Sum(scale => classifier.CostOf(name, picture, scale).MultiplyAdds);
                tally.Add(data.Label(i), [.. probabilities.Select(p => (float)p)], areProbabilities: true);
                builder.Add(i, probabilities);
                scored++;
            }
            catch (PointwiseException e) when (options.OnBadPicture == OnBadPicture.Skip)
            {
                bad.Add(new BadPicture(i, name, e));
            }

            options.Progress?.Report(new EvaluationProgress(i + 1, data.Count));
        }

        Evaluation.RequireSome(data, scored);
        return builder.Build([new HeadScore(model.AnsweringHead, tally.Score(scored))]) with { BadPictures = [.. bad], MultiplyAdds = multiplyAdds };
    }
}
