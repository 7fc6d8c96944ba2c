using System.Collections.Immutable;
using Pointwise.Data;

namespace Pointwise.Training;

/// <summary>How well a model answers, in detail.</summary>
/// <param name="Head">The head that answered.</param>
/// <param name="Score">Its score.</param>
/// <param name="Heads">The score of every head, and of their mean where there are several.</param>
/// <param name="Classes">One entry a class of the data set.</param>
/// <param name="Confusion">Pictures by true class (row) and answer (column); as many columns as the network has scores.</param>
/// <param name="MacroPrecision">Mean precision over the classes with pictures, 0 to 1.</param>
/// <param name="MacroRecall">Mean recall over the classes with pictures, 0 to 1.</param>
/// <param name="MacroF1">Mean F1 over the classes with pictures, 0 to 1.</param>
/// <param name="CalibrationError">
/// Expected calibration error (arXiv:1706.04599, section 2): how far the probability of answers lies from the share that is right, the mean over
/// the bins weighted by their pictures; 0 to 1.
/// </param>
/// <param name="Calibration">The bins of that: 15 of equal width.</param>
/// <param name="Mistakes">The wrong answers that were given with the highest probability, the highest first; at most 100.</param>
public sealed record EvaluationReport(
    string Head, Score Score, ImmutableArray<HeadScore> Heads, ImmutableArray<ClassScore> Classes, ImmutableArray<ImmutableArray<int>> Confusion,
    double MacroPrecision, double MacroRecall, double MacroF1, double CalibrationError, ImmutableArray<CalibrationBin> Calibration, ImmutableArray<Mistake> Mistakes)
{
    /// <summary>Multiply-adds of the head that answered over all pictures that were scored, all their views or maps.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>Pictures that could not be read and were not scored, by index.</summary>
    public ImmutableArray<BadPicture> BadPictures { get; init; } = [];
}

/// <summary>How well one class is answered.</summary>
/// <param name="Class">Its index.</param>
/// <param name="Label">Its name.</param>
/// <param name="Support">Pictures of it.</param>
/// <param name="Precision">Share of the answers with this class that are right; 0 where it was never answered.</param>
/// <param name="Recall">Share of its pictures that are answered rightly; 0 where it has none.</param>
public sealed record ClassScore(int Class, string Label, int Support, double Precision, double Recall)
{
    /// <summary>The harmonic mean of precision and recall; 0 where both are.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;
}

/// <summary>Answers given with about the same probability.</summary>
/// <param name="From">The least probability, excluded but for the first bin.</param>
/// <param name="To">The largest probability, included.</param>
/// <param name="Pictures">Answers among these.</param>
/// <param name="Confidence">Their mean probability; 0 where there are none.</param>
/// <param name="Accuracy">The share of them that is right; 0 where there are none.</param>
public sealed record CalibrationBin(double From, double To, int Pictures, double Confidence, double Accuracy);

/// <summary>A wrong answer.</summary>
/// <param name="Picture">Which picture of the data set, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Truth">Its class.</param>
/// <param name="Answer">The class that was answered.</param>
/// <param name="Probability">The probability of the answer, 0 to 1.</param>
/// <param name="TruthProbability">The probability that its class was given, 0 to 1.</param>
public sealed record Mistake(int Picture, string Name, int Truth, int Answer, double Probability, double TruthProbability);
