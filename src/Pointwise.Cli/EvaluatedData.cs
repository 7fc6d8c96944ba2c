using Pointwise.Data;
using Pointwise.Data.Sets;
using Pointwise.Graphs;

namespace Pointwise.Cli;

/// <summary>The pictures that a model is scored on, or asked about by number.</summary>
/// <param name="Name">Path and part, for people.</param>
/// <param name="Pictures">The pictures, their classes numbered as the model's labels are.</param>
/// <param name="Kind">What the data set was taken for.</param>
internal sealed record EvaluatedData(string Name, IDataSet Pictures, string Kind)
{
    /// <summary>What --part asks for where a data set without parts is to be used as a whole.</summary>
    public const string All = "all";

    /// <summary>Opens a data set's part.</summary>
    /// <param name="path">A folder, an archive or a list.</param>
    /// <param name="part">train, val, test or all; null for test, else val: of a set without parts those that training keeps apart.</param>
    /// <param name="share">The share that training kept apart; null for the usual tenth where the set has no parts.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="say">Takes what a person should know.</param>
    /// <exception cref="PointwiseException">There is no such data set or part, or it has classes that the model does not know.</exception>
    public static EvaluatedData Open(string path, string? part, double? share, Model model, Action<string> say)
    {
        DataSplit split = DataSets.Open(path, new DataSetOptions { ValidationShare = part == All ? 0 : share });
        (string name, IDataSet data) = Part(path, split, part);
        foreach (string note in split.Notes) say(note);
        string whole = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        IDataSet renumbered = model.Labels.IsEmpty ? data : DataSets.Renumber(data, model.Labels);
        return new EvaluatedData(split.Parts.Skip(1).Any() ? $"{whole} {name}" : whole, renumbered, split.Kind);
    }

    /// <summary>The part that is asked for.</summary>
    public static (string Name, TSet Data) Part<TSet>(string path, PictureParts<TSet> split, string? part)
        where TSet : class, IPictureSet
    {
        string[] there = [.. split.Parts.Select(p => p.Name)];
        if (part is null || (part == All && there.Length == 1)) return split.Parts.Last();
        if (part == All) throw new PointwiseException($"--part {All}", "a data set in parts", string.Join(", ", there), path, "name one of its parts");
        string? wanted = PartNames.Of(part);
        if (wanted is not null && there.Contains(wanted)) return split.Parts.First(p => p.Name == wanted);
        throw new PointwiseException($"--part {part}", wanted is null ? "no such part" : "a part that the data set does not have", wanted is null ? "train, val, test or all" : string.Join(", ", there), wanted is null ? part : path,
            "name another part, or leave --part out");
    }
}
