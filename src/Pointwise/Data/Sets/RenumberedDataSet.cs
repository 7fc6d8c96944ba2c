using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>A data set whose classes are numbered as another list has them; found by name.</summary>
internal sealed class RenumberedDataSet : IDataSet
{
    private const int Shown = 6, Twice = -1;
    private readonly IDataSet data;
    private readonly int[] numbers;

    /// <exception cref="PointwiseException">A class is not in the list, or is there twice.</exception>
    public RenumberedDataSet(IDataSet data, ImmutableArray<string> classes)
    {
        (this.data, Classes) = (data, classes);
        var numbered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < classes.Length; c++) numbered[classes[c]] = numbered.ContainsKey(classes[c]) ? Twice : c;
        string[] unknown = [.. data.Classes.Where(c => !numbered.ContainsKey(c))];
        if (unknown.Length > 0) throw Unknown(data, classes, unknown);
        if (data.Classes.FirstOrDefault(c => numbered[c] == Twice) is { } twice)
            throw new PointwiseException(data.Name, "class of a name that the model has twice", "names that say which class is meant", twice, "give all classes in the model's order, or rename them in the model");
        numbers = [.. data.Classes.Select(c => numbered[c])];
    }

    public string Name => data.Name;

    public int Count => data.Count;

    public ImmutableArray<string> Classes { get; }

    public int Label(int index) => numbers[data.Label(index)];

    public Picture Read(int index) => data.Read(index);

    public string NameOf(int index) => data.NameOf(index);

    private static PointwiseException Unknown(IDataSet data, ImmutableArray<string> classes, string[] unknown)
    {
        string[] missing = [.. classes.Except(data.Classes)];
        string fix = unknown.Select(u => NearestName.Of(u, missing) is { } near ? $"rename {u} to {near}" : null).FirstOrDefault(s => s is not null)
            ?? "name the data set that the model was trained for, or train a model for these classes";
        return new PointwiseException(data.Name, "classes that the model does not know", $"classes among the model's {classes.Length:N0}: {Some(missing.Length > 0 ? missing : [.. classes])}",
            Some(unknown), fix);
    }

    private static string Some(string[] names) => string.Join(", ", names.Take(Shown)) + (names.Length > Shown ? $", … ({names.Length:N0} in all)" : "");
}
