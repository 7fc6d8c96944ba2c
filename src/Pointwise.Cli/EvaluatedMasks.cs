using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Drawing;
using Pointwise.Graphs;

namespace Pointwise.Cli;

/// <summary>The pictures with masks that a model is scored on.</summary>
/// <param name="Name">Path and part, for people.</param>
/// <param name="Pictures">The pictures, their classes numbered as the model's labels are.</param>
/// <param name="Table">What the values of the masks mean.</param>
internal sealed record EvaluatedMasks(string Name, IMaskSet Pictures, ClassTable Table)
{
    /// <summary>What each of the pictures' classes is drawn in.</summary>
    public ImmutableArray<Rgb> Colours => [.. Pictures.Classes.Select((name, c) => Table.Names.IndexOf(name) is >= 0 and var at ? Table.Colours[at] : ClassColours.Of(c))];

    /// <summary>Opens a data set's part.</summary>
    /// <param name="path">The data set's folder.</param>
    /// <param name="part">train, val, test or all; null for test, else val: of a set without parts those that training keeps apart.</param>
    /// <param name="options">Where the masks lie, what they mean, and the share that training kept apart.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="say">Takes what a person should know.</param>
    /// <exception cref="PointwiseException">There is no such data set or part, or it has classes that the model does not know.</exception>
    public static EvaluatedMasks Open(string path, string? part, MaskSetOptions options, Model model, Action<string> say)
    {
        MaskSplit split = MaskSets.Open(path, part == EvaluatedData.All ? options with { ValidationShare = 0 } : options);
        (string name, IMaskSet data) = EvaluatedData.Part(path, split, part);
        foreach (string note in split.Notes) say(note);
        string whole = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        IMaskSet renumbered = model.Labels.IsEmpty ? data : MaskSets.Renumber(data, model.Labels);
        return new EvaluatedMasks(split.Parts.Skip(1).Any() ? $"{whole} {name}" : whole, renumbered, split.Table);
    }
}
