using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Finds a set's classes among a model's, by name.</summary>
internal static class ClassNumbers
{
    private const int Shown = 6, Twice = -1;

    /// <summary>The number that each class of a set has among others.</summary>
    /// <param name="data">The set.</param>
    /// <param name="classes">The others, which may be more.</param>
    /// <exception cref="PointwiseException">A class is not among them, or is there twice.</exception>
    public static int[] Of(IPictureSet data, ImmutableArray<string> classes)
    {
        var numbered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < classes.Length; c++) numbered[classes[c]] = numbered.ContainsKey(classes[c]) ? Twice : c;
        string[] unknown = [.. data.Classes.Where(c => !numbered.ContainsKey(c))];
        if (unknown.Length > 0) throw Unknown(data, classes, unknown);
        if (data.Classes.FirstOrDefault(c => numbered[c] == Twice) is { } twice)
            throw new PointwiseException(data.Name, "class of a name that the model has twice", "names that say which class is meant", twice, "give all classes in the model's order, or rename them in the model");
        return [.. data.Classes.Select(c => numbered[c])];
    }

    private static PointwiseException Unknown(IPictureSet data, ImmutableArray<string> classes, string[] unknown)
    {
        string[] missing = [.. classes.Except(data.Classes)];
        string fix = unknown.Select(u => NearestName.Of(u, missing) is { } near ? $"rename {u} to {near}" : null).FirstOrDefault(s => s is not null)
            ?? "name the data set that the model was trained for, or train a model for these classes";
        return new PointwiseException(data.Name, "classes that the model does not know", $"classes among the model's {classes.Length:N0}: {Some(missing.Length > 0 ? missing : [.. classes])}",
            Some(unknown), fix);
    }

    private static string Some(string[] names) => string.Join(", ", names.Take(Shown)) + (names.Length > Shown ? $", … ({names.Length:N0} in all)" : "");
}
