using System.Globalization;
using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>A class and how probable it is.</summary>
/// <param name="Class">Its index among the scores.</param>
/// <param name="Label">Its name, the index where the model has no names.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record Answer(int Class, string Label, double Probability)
{
    /// <summary>The most probable classes, the most probable first.</summary>
    internal static IReadOnlyList<Answer> Top(Model model, double[] probabilities, int count) =>
        [.. probabilities.Index().OrderByDescending(p => p.Item).Take(count).Select(p => Of(model, probabilities, p.Index))];

    /// <summary>One class.</summary>
    internal static Answer Of(Model model, double[] probabilities, int index) => new(index, LabelOf(model, index), probabilities[index]);

    private static string LabelOf(Model model, int index) => index < model.Labels.Length ? model.Labels[index] : index.ToString(CultureInfo.InvariantCulture);
}
