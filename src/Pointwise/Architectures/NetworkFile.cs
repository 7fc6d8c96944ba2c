using System.Text;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Architectures;

/// <summary>
/// Networks written as YAML files: a head of facts, then rows as in table 1 of arXiv:1409.4842, one behind the other.
/// The format is docs/network-files.md.
/// </summary>
public static class NetworkFile
{
    /// <summary>The largest file that is read: 16 MB.</summary>
    public const int MaxBytes = 16_000_000;

    private static readonly OrderedDictionary<string, InitializationScheme> Initializations = new()
    {
        ["he"] = InitializationScheme.He,
        ["xavier-bias"] = InitializationScheme.XavierBias,
        ["truncated-normal"] = InitializationScheme.TruncatedNormal,
    };

    private static readonly OrderedDictionary<string, ChannelOrder> Channels = new()
    {
        ["rgb"] = ChannelOrder.Rgb,
        ["bgr"] = ChannelOrder.Bgr,
        ["grey"] = ChannelOrder.Grey,
    };

    private static readonly OrderedDictionary<string, Interpolation> Interpolations = new()
    {
        ["nearest"] = Interpolation.Nearest, ["bilinear"] = Interpolation.Bilinear, ["bicubic"] = Interpolation.Bicubic,
        ["area"] = Interpolation.Area, ["lanczos"] = Interpolation.Lanczos,
    };

    /// <summary>The networks that are shipped as files beside their code.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } = ["googlenet", "small-inception"];

    /// <summary>Reads a network file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="PointwiseException">It cannot be read, or is wrong; path and line are told.</exception>
    public static Architecture Read(string path) => Parse(YamlFileBytes.Read(path), path);

    /// <summary>Reads a network from a file's text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">What errors call it.</param>
    /// <exception cref="PointwiseException">The text is wrong; the line is told.</exception>
    public static Architecture Parse(string text, string path)
    {
        Fields f = new Fields(YamlReader.Read(text, path), path, "the file")
            .Only("network", "about", "input", "classes", "unit", "initialization", "learning rate", "preprocessing", "rows");
        Shape input = f.Picture("input");
        int classes = f.Integer("classes", 1, RowReader.MostFilters, 0);
        var reader = new RowReader(path, f.Choice("unit", RowReader.UnitsByName, Units.ConvRelu), f.Has("classes"));
        IReadOnlyList<YamlNode> nodes = f.List("rows");
        if (nodes.Count == 0) throw f.Wrong("rows", "at least one row");
        RowList rows = reader.Scores(nodes);
        var architecture = new Architecture(f.Name("network"), input, classes, Writer(rows, classes > 0))
        {
            About = f.Text("about", ""),
            Initialization = f.Choice("initialization", Initializations, InitializationScheme.He),
            LearningRate = f.Number("learning rate", 0, 100, 0.05),
            Preprocessing = Preprocessing(f, path, input),
        };
        Graph graph = architecture.Build(input, Math.Max(1, classes), heads: true);
        return classes > 0 ? architecture : architecture with { Classes = graph.Nodes[graph.Head("main").Node].Shape.C };
    }

    /// <summary>A network that is shipped as a file: the same graph as the catalog's.</summary>
    /// <param name="name">One of <see cref="ShippedNames"/>.</param>
    /// <exception cref="PointwiseException">There is none.</exception>
    public static Architecture Shipped(string name) => Parse(ShippedText(name), $"{name}.yaml");

    /// <summary>The text of a shipped file, to start a network of one's own from.</summary>
    /// <param name="name">One of <see cref="ShippedNames"/>.</param>
    /// <exception cref="PointwiseException">There is none.</exception>
    public static string ShippedText(string name)
    {
        using Stream? stream = ShippedNames.Contains(name) ? typeof(NetworkFile).Assembly.GetManifestResourceStream($"Networks/{name}.yaml") : null;
        if (stream is null)
        {
            throw new PointwiseException(name, "no such shipped file", string.Join(", ", ShippedNames), name,
                $"{NearestName.Suggestion(name, ShippedNames)}name one of them");
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static NetworkWriter Writer(RowList rows, bool perClass) => (x, classes, heads) =>
    {
        void Check(Value scores, string what)
        {
            if (perClass && (scores.Shape.Rank != 2 || scores.Shape.C != classes))
            {
                throw new PointwiseException($"{rows.Path}:{rows.Items[^1].Line}", $"{what} gives no score for each class", $"[N,{classes}]", $"{scores.Shape}",
                    "end the rows with linear, or take classes away from the file");
            }
        }

        HeadTaker? checkedHeads = heads is null ? null : (name, scores, weight) =>
        {
            Check(scores, $"head {name}");
            heads(name, scores, weight);
        };
        Value main = rows.Apply(x, new RowContext(classes, Math.Min(x.Shape.H, x.Shape.W), checkedHeads));
        Check(main, "the last row");
        return main;
    };

    private static Preprocessing Preprocessing(Fields file, string path, Shape input)
    {
        ChannelOrder usual = input.C == 1 ? ChannelOrder.Grey : ChannelOrder.Rgb;
        if (!file.Has("preprocessing")) return new Preprocessing { Channels = usual, Mean = [.. new float[input.C]], Deviation = [.. Enumerable.Repeat(1f, input.C)] };
        Fields f = new Fields(file.Node("preprocessing"), path, "preprocessing").Only("resize", "stretch", "channels", "scale", "mean", "deviation", "interpolation");
        float[] deviation = f.Numbers("deviation", input.C, 1);
        int resize = f.Integer("resize", 0, RowReader.MostFilters, 0);
        if (resize > 0 && f.Flag("stretch", false)) throw f.Wrong("stretch", "false where resize is above 0");
        if (deviation.Any(d => !(d > 0) || !float.IsFinite(d))) throw f.Wrong("deviation", "numbers above 0");
        return new Preprocessing
        {
            ResizeShortSide = resize,
            Stretch = f.Flag("stretch", false),
            Channels = f.Choice("channels", Channels, usual),
            Scale = (float)f.Number("scale", 1e-9, 1e9, 1f / 255),
            Mean = [.. f.Numbers("mean", input.C, 0)],
            Deviation = [.. deviation],
            Interpolation = f.Choice("interpolation", Interpolations, Interpolation.Bilinear),
        };
    }
}
