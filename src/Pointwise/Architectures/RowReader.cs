using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.SimpleRows;

namespace Pointwise.Architectures;

/// <summary>Reads the rows of a network file: each type's keys, and what it writes.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="unit">What a convolution is where its row says nothing else.</param>
/// <param name="classes">Whether the file says how many classes there are.</param>
internal sealed class RowReader(string path, Unit unit, bool classes)
{
    /// <summary>The most filters, outputs or pixels a row may ask for.</summary>
    public const int MostFilters = 65_536;

    /// <summary>The kinds of convolution.</summary>
    public static IReadOnlyDictionary<string, Unit> UnitsByName { get; } = new OrderedDictionary<string, Unit>
    {
        ["conv"] = (x, name, filters, window) => x.Conv2D(name, filters, window),
        ["conv-relu"] = Units.ConvRelu,
        ["conv-bn-relu"] = Units.ConvBatchNormRelu,
    };

    private static readonly OrderedDictionary<string, RowType> Types = new()
    {
        ["convolution"] = new(["patch", "filters", "reduce", "1x1", "3x3 reduce", "3x3", "5x5 reduce", "5x5", "padding", "unit"], (r, f) => r.Convolution(f)),
        ["inception"] = new(["1x1", "3x3 reduce", "3x3", "5x5 reduce", "5x5", "pool proj", "unit"], (r, f) => r.Inception(f)),
        ["max pool"] = new(["patch", "padding", "ceil"], (_, f) => MaxPool(f)),
        ["avg pool"] = new(["patch", "padding", "ceil", "count padding", "output"], (_, f) => AveragePool(f)),
        ["lrn"] = new(["size", "alpha", "beta", "k"], (_, f) => ResponseNorm(f)),
        ["batch norm"] = new(["epsilon", "relu"], (_, f) => BatchNorm(f)),
        ["relu"] = new([], (_, f) => Named(f, (x, name) => x.Relu(name))),
        ["sigmoid"] = new([], (_, f) => Named(f, (x, name) => x.Sigmoid(name))),
        ["scale"] = new(["factor"], (_, f) => Scale(f)),
        ["dropout"] = new(["rate"], (_, f) => Dropout(f)),
        ["flatten"] = new([], (_, f) => Named(f, (x, name) => x.Flatten(name))),
        ["linear"] = new(["outputs", "relu"], (r, f) => r.Linear(f)),
        ["softmax"] = new([], (_, _) => (x, _) => x),
        ["branches"] = new(["join", "branches"], (r, f) => r.Branches(f)),
        ["head"] = new(["weight", "rows"], (r, f) => r.Head(f)),
    };

    private readonly HashSet<string> heads = new(StringComparer.Ordinal) { "main" };
    private Dictionary<string, int> numbered = new(StringComparer.Ordinal);

    private sealed record RowType(string[] Keys, Func<RowReader, Fields, Func<Value, RowContext, Value>> Read);

    /// <summary>The rows of a list that gives scores of classes: the network's own, or a head's.</summary>
    public RowList Scores(IReadOnlyList<YamlNode> nodes) => Rows(nodes, scores: true);

    private RowList Rows(IReadOnlyList<YamlNode> nodes, bool scores)
    {
        Dictionary<string, int> outer = numbered;
        numbered = new(StringComparer.Ordinal);
        var rows = new List<Row>(nodes.Count);
        for (int i = 0; i < nodes.Count; i++) rows.Add(Read(nodes[i], last: scores && i == nodes.Count - 1));
        numbered = outer;
        return new RowList(path, rows);
    }

    private Row Read(YamlNode node, bool last)
    {
        var fields = new Fields(node, path, "a row");
        string type = fields.Text("type");
        RowType read = fields.Choice("type", Types);
        fields = new Fields(node, path, $"a row of type {type}").Only(["type", "name", "from pixels", .. read.Keys]);
        if (type == "softmax" && !last)
        {
            throw new PointwiseException($"{path}:{fields.Line}", "softmax before the end", "softmax as the last row of the network or of a head, if at all",
                "rows behind it", "remove the row");
        }

        return new Row(fields.Line, fields.Integer("from pixels", 1, MostFilters, 0), read.Read(this, fields));
    }

    private Func<Value, RowContext, Value> Convolution(Fields f)
    {
        Window window = f.Patch("patch", same: true, ceil: false);
        string column = $"{window.KernelH}x{window.KernelW}";
        string filtersKey = f.Has("filters") ? "filters" : column, reduceKey = f.Has("reduce") ? "reduce" : $"{column} reduce";
        f.Only("type", "name", "from pixels", "patch", filtersKey, reduceKey, "padding", "unit");
        Func<RowContext, int> filters = CountOf(f, f.Has(filtersKey) ? filtersKey : "filters");
        int reduce = f.Integer(reduceKey, 1, MostFilters, 0);
        string name = NameOf(f, "conv");
        Unit own = UnitOf(f);
        return (x, c) =>
        {
            if (reduce > 0) x = own(x, $"{name}_reduce", reduce, Window.Square(1));
            return own(x, name, filters(c), window);
        };
    }

    private Func<Value, RowContext, Value> Inception(Fields f)
    {
        int Width(string key) => f.Integer(key, 0, MostFilters, 0);
        int? projection = !f.Has("pool proj") ? null : f.Text("pool proj") == "pass" ? 0 : f.Integer("pool proj", 1, MostFilters);
        var widths = new InceptionWidths(Width("1x1"), Width("3x3 reduce"), Width("3x3"), Width("5x5 reduce"), Width("5x5"), projection);
        var module = new InceptionModule(UnitOf(f));
        string name = NameOf(f, "inception");
        return (x, _) => module.Apply(x, name, widths);
    }

    private Func<Value, RowContext, Value> Linear(Fields f)
    {
        Func<RowContext, int> outputs = CountOf(f, "outputs");
        Activation activation = f.Flag("relu", false) ? Activation.Relu : Activation.None;
        string? name = GivenName(f);
        return (x, c) => (x.Shape.IsImage ? x.Flatten() : x).Linear(name, outputs(c), activation: activation);
    }

    private Func<Value, RowContext, Value> Branches(Fields f)
    {
        string name = NameOf(f, "branches");
        bool sum = f.Choice("join", new OrderedDictionary<string, bool> { ["concat"] = false, ["add"] = true }, false);
        RowList[] branches = [.. f.List("branches").Select(b => b is YamlList rows ? Rows(rows.Items, scores: false)
            : throw new PointwiseException($"{path}:{b.Line}", "a branch is no list", "a list of rows, [] to pass what comes in", b.Kind, "write the branch as a list of rows"))];
        if (branches.Length < 2) throw f.Wrong("branches", "at least two branches");
        return (x, c) =>
        {
            using IDisposable scope = x.Builder.Scope(name);
            Value[] ends = [.. branches.Select(b => b.Apply(x, c))];
            return sum ? ends.Skip(1).Aggregate(ends[0], (total, end) => total.Add(ends.Length == 2 ? "output" : null, end)) : Value.Concat("output", ends);
        };
    }

    private Func<Value, RowContext, Value> Head(Fields f)
    {
        string name = f.Name("name");
        if (!heads.Add(name)) throw f.Wrong("name", $"a name of its own: not {string.Join(", ", heads)}");
        float weight = (float)f.Number("weight", 0, 100, 0.3);
        RowList rows = Scores(f.List("rows"));
        return (x, c) =>
        {
            if (c.Heads is null) return x;
            using IDisposable scope = x.Builder.Scope(name);
            c.Heads(name, rows.Apply(x, c), weight);
            return x;
        };
    }

    private Unit UnitOf(Fields f) => f.Choice("unit", UnitsByName, unit);

    /// <summary>A number, or the word classes, which is also meant where outputs are not given.</summary>
    private Func<RowContext, int> CountOf(Fields f, string key)
    {
        if (classes && (f.Has(key) ? f.Text(key) == "classes" : key == "outputs")) return c => c.Classes;
        int count = f.Integer(key, 1, MostFilters);
        return _ => count;
    }

    /// <summary>The row's name, else its type's with a number: conv1, conv2.</summary>
    private string NameOf(Fields f, string type)
    {
        if (f.Has("name")) return f.Name("name");
        int number = numbered[type] = numbered.GetValueOrDefault(type) + 1;
        return $"{type}{number}";
    }
}
