using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Training.Masks;

namespace Pointwise.Training;

/// <summary>Scores a model on pictures by what is known of them: one class each, or a class for every pixel.</summary>
public static class Scoring
{
    /// <summary>Prepares to score the head that answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures, with classes or with masks.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public static IScoring Of(Model model, IPictureSet data, EvaluationOptions? options = null) => data switch
    {
        IMaskSet masks => new SegmentationEvaluation(model, masks, options),
        IDataSet classes => new Evaluation(model, classes, options ?? new EvaluationOptions()),
        _ => throw Unknown(data),
    };

    /// <summary>Scores every head of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures, with classes or with masks.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="stop">Stops between pictures or batches.</param>
    /// <exception cref="PointwiseException">Model and pictures do not fit each other.</exception>
    public static ImmutableArray<HeadScore> OfHeads(Model model, IPictureSet data, EvaluationOptions? options = null, CancellationToken stop = default) => data switch
    {
        IMaskSet masks => SegmentationEvaluation.OfHeads(model, masks, options, stop),
        IDataSet classes => Evaluation.OfHeads(model, classes, options ?? new EvaluationOptions(), stop),
        _ => throw Unknown(data),
    };

    private static PointwiseException Unknown(IPictureSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(data.Name, "nothing is known of its pictures", $"{nameof(IDataSet)}, one class each, or {nameof(IMaskSet)}, one a pixel", data.GetType().Name, "implement one of the two");
    }
}
