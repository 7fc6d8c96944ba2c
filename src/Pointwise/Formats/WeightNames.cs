using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Formats;

/// <summary>Finds a network's parameters among the tensors of a file that another tool wrote.</summary>
internal static class WeightNames
{
    private const int MostListed = 100;
    private const int MostSuggested = 5;
    private const int ShownCharacters = 100;

    /// <summary>Dictionaries and wrappers that weights usually lie in: they win over others of as many parameters.</summary>
    private static readonly HashSet<string> UsualContainers = new(StringComparer.Ordinal) { "module", "model", "net", "network", "state_dict", "model_state_dict", "model_state", "weights", "params" };

    private static readonly (string Dotted, string Modern)[] DottedLayers = [(".norm.1.", ".norm1."), (".norm.2.", ".norm2."), (".conv.1.", ".conv1."), (".conv.2.", ".conv2.")];

    /// <summary>Each parameter of the network, in its order, with the tensor that fills it.</summary>
    /// <exception cref="PointwiseException">A parameter is missing, has another shape, or the file has weights that the network has no place for.</exception>
    public static IEnumerable<(string Name, TensorEntry Entry)> Fit(TensorFile file, Graph graph)
    {
        ParameterSpec[] wanted = [.. graph.Parameters];
        var names = new HashSet<string>(wanted.Select(p => p.Name), StringComparer.Ordinal);
        Dictionary<string, TensorEntry> tensors = Named(file, names);
        RequireAll(file, graph, wanted, tensors);
        RequireShapes(file, graph, wanted, tensors);
        RequireNoOthers(file, graph, names, tensors);
        return wanted.Select(p => (p.Name, tensors[p.Name]));
    }

    /// <summary>The file's floats by the names that a network gives them: those of the container that holds the most of its parameters.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">The network's parameters.</param>
    /// <exception cref="PointwiseException">Two tensors have one name.</exception>
    public static Dictionary<string, TensorEntry> Named(TensorFile file, HashSet<string> names)
    {
        TensorEntry[] floats = [.. file.Entries.Where(e => e.Type.IsFloat() && !e.Name.StartsWith(ModelFile.BesideModel, StringComparison.Ordinal))];
        string container = Container(floats, names);
        var tensors = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        foreach (TensorEntry entry in floats.Where(e => e.Name.StartsWith(container, StringComparison.Ordinal)))
        {
            string name = Modern(entry.Name[container.Length..], names);
            if (!tensors.TryAdd(name, entry))
                throw new PointwiseException(TensorEntry.Place(file.Path, entry.Name), "two tensors for one parameter", $"one for {name}", JsonCursor.Shorten(tensors[name].Name), "remove one");
        }

        return tensors;
    }

    private static string Container(TensorEntry[] floats, HashSet<string> names)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        int mostDots = names.Count == 0 ? 0 : names.Max(n => n.Count(c => c == '.')) + 1;
        foreach (string name in floats.Select(e => e.Name))
        {
            int start = name.Length;
            for (int dots = 0; dots <= mostDots && start > 0; dots++)
            {
                start = name.LastIndexOf('.', start - 1) + 1;
                string prefix = name[..start];
                if (names.Contains(Modern(name[start..], names))) counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
                if (start > 0) start--;
            }
        }

        return counts.OrderByDescending(c => c.Value).ThenBy(c => IsUsual(c.Key) ? 0 : 1).ThenBy(c => c.Key.Length).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key;
    }

    private static bool IsUsual(string container) => container.Length == 0 || container[..^1].Split('.').All(UsualContainers.Contains);

    /// <summary>The names of torchvision's first DenseNets, norm.1 and conv.2, as they are today: norm1 and conv2.</summary>
    private static string Modern(string name, HashSet<string> names)
    {
        if (names.Contains(name)) return name;
        string modern = DottedLayers.Aggregate(name, (renamed, layer) => renamed.Replace(layer.Dotted, layer.Modern, StringComparison.Ordinal));
        return names.Contains(modern) ? modern : name;
    }

    private static void RequireAll(TensorFile file, Graph graph, ParameterSpec[] wanted, Dictionary<string, TensorEntry> tensors)
    {
        string[] missing = [.. wanted.Select(p => p.Name).Where(n => !tensors.ContainsKey(n))];
        if (missing.Length == 0) return;
        string[] unused = [.. tensors.Keys.Except(wanted.Select(p => p.Name))];
        string[] told = [.. missing.Take(MostListed).Select((name, i) => i < MostSuggested && NearestName.Of(name, unused) is { } near ? $"{name} (the file has {Shown(near)})" : name)];
        throw new PointwiseException($"{file.Path}: {graph.Name}", missing.Length == wanted.Length ? "holds other tensors than the network's" : "tensors are missing",
            $"{wanted.Length} tensors, {Listed(told, missing.Length)} among them", unused.Length == 0 ? $"{tensors.Count} tensors" : $"{tensors.Count} tensors, not of the network: {Listed([.. unused.Take(8).Select(Shown)], unused.Length)}",
            "name the network these weights belong to, with its classes and without heads that they lack");
    }

    private static void RequireShapes(TensorFile file, Graph graph, ParameterSpec[] wanted, Dictionary<string, TensorEntry> tensors)
    {
        ParameterSpec[] others = [.. wanted.Where(p => p.Shape != tensors[p.Name].Shape)];
        if (others.Length == 0) return;
        throw new PointwiseException($"{file.Path}: {graph.Name}", "tensors of another shape", Listed([.. others.Take(MostListed).Select(p => $"{p.Name} {p.Shape}")], others.Length),
            Listed([.. others.Take(MostListed).Select(p => $"{tensors[p.Name].Shape}")], others.Length), "build the network with the classes and the input channels of the weights");
    }

    /// <summary>Counters of batches, and heads that the network was built without, may stay behind; nothing else may.</summary>
    private static void RequireNoOthers(TensorFile file, Graph graph, HashSet<string> names, Dictionary<string, TensorEntry> tensors)
    {
        var scopes = new HashSet<string>(names.Select(First), StringComparer.Ordinal);
        string[] others = [.. tensors.Keys.Where(n => !names.Contains(n) && !IsLeftBehind(n, scopes)).Order(StringComparer.Ordinal)];
        if (others.Length == 0) return;
        throw new PointwiseException($"{file.Path}: {graph.Name}", "holds tensors that the network has no place for", $"the {names.Count} tensors of {graph.Name}",
            $"beside them {Listed([.. others.Take(MostListed).Select(Shown)], others.Length)}", "name the network these weights belong to");
    }

    private static bool IsLeftBehind(string name, HashSet<string> scopes) => name.EndsWith("num_batches_tracked", StringComparison.Ordinal)
        || (First(name).StartsWith("aux", StringComparison.OrdinalIgnoreCase) && !scopes.Contains(First(name)));

    private static string First(string name) => name.IndexOf('.', StringComparison.Ordinal) is >= 0 and int dot ? name[..dot] : name;

    private static string Listed(string[] items, int count) => $"{string.Join(", ", items)}{(count > items.Length ? $" and {count - items.Length} more" : "")}";

    private static string Shown(string name) => JsonCursor.Shorten(name, ShownCharacters);
}
