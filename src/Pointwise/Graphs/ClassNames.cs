using System.Globalization;

namespace Pointwise.Graphs;

/// <summary>Finds a class by what a person calls it.</summary>
internal static class ClassNames
{
    private const int Shown = 8;

    /// <summary>
    /// The class whose label is this name; else the one whose label lists it between commas, as ImageNet's do; else the one of this number. Letters of
    /// either case are equal.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="classes">How many classes it tells apart.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="PointwiseException">There is no such class, or there are several.</exception>
    public static int Find(Model model, int classes, string name)
    {
        string[] labels = [.. model.Labels.Take(classes)];
        foreach (Func<string, bool> fits in (ReadOnlySpan<Func<string, bool>>)[label => Same(label, name), label => label.Split(',').Any(part => Same(part.Trim(), name))])
        {
            int[] found = [.. labels.Index().Where(l => fits(l.Item)).Select(l => l.Index)];
            if (found.Length == 1) return found[0];
            if (found.Length > 1)
                throw new PointwiseException($"class {name}", "several classes have this name", "the name of one", string.Join(", ", found.Take(Shown)), "give the number of one of them");
        }

        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < classes) return number;
        string numbers = $"a number from 0 to {classes - 1}";
        throw new PointwiseException($"class {name}", "no such class", labels.Length == 0 ? numbers : $"{string.Join("; ", labels.Take(Shown))}{(labels.Length > Shown ? "; …" : "")}, or {numbers}", name,
            NearestName.Suggestion(name, labels.SelectMany(l => l.Split(',').Select(part => part.Trim()))) + "name one of the classes");
    }

    private static bool Same(string label, string name) => string.Equals(label, name, StringComparison.OrdinalIgnoreCase);
}
