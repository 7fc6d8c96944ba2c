using System.Globalization;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Architectures;

/// <summary>The values of one mapping of a network file, read by key as what they have to be; each error tells path and line.</summary>
internal sealed class Fields
{
    private const int LongestName = 64;
    private readonly string path;
    private readonly YamlMap map;
    private readonly string what;

    /// <param name="node">What should be a mapping.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="what">What the mapping describes, for errors: "a convolution row".</param>
    /// <exception cref="PointwiseException">It is no mapping.</exception>
    public Fields(YamlNode node, string path, string what)
    {
        (this.path, this.what) = (path, what);
        map = node as YamlMap ?? throw Bad(path, node, $"{what} is no mapping", "key: value", $"write {what} as a mapping");
    }

    public int Line => map.Line;

    /// <summary>Refuses keys that mean nothing here.</summary>
    public Fields Only(params IEnumerable<string> known)
    {
        if (map.Keys.FirstOrDefault(k => !known.Contains(k.Value)) is { } unknown)
        {
            throw Bad(path, unknown, $"unknown key in {what}", string.Join(", ", known),
                $"{Nearest(unknown.Value, known)}use a key that is known here, or remove it");
        }

        return this;
    }

    public bool Has(string key) => map.Entries.ContainsKey(key);

    public YamlNode Node(string key) => map.Entries.TryGetValue(key, out YamlNode? node) ? node
        : throw new PointwiseException(Place(path, map), $"{what} lacks {key}", key, string.Join(", ", map.Keys.Select(k => k.Kind)), $"add {key}");

    public string Text(string key) => Node(key) is YamlText { Value.Length: > 0 } text ? text.Value : throw Wrong(key, "a word");

    public string Text(string key, string otherwise) => Has(key) ? Text(key) : otherwise;

    public IReadOnlyList<YamlNode> List(string key) => Node(key) is YamlList list ? list.Items : throw Wrong(key, "a list");

    /// <summary>A name for nodes: letters, digits, dots, _ and -.</summary>
    public string Name(string key)
    {
        string name = Text(key);
        bool plain = name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        return plain ? name : throw Wrong(key, $"at most {LongestName} letters, digits, dots, _ and -");
    }

    public int Integer(string key, int least, int most) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value
            : throw Wrong(key, $"a whole number from {least} to {most}");

    public int Integer(string key, int least, int most, int otherwise) => Has(key) ? Integer(key, least, most) : otherwise;

    /// <summary>A whole number of up to 64 bits.</summary>
    public ulong Natural(string key, ulong otherwise)
    {
        if (!Has(key)) return otherwise;
        return ulong.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw Wrong(key, $"a whole number from 0 to {ulong.MaxValue}");
    }

    /// <summary>A list of words.</summary>
    public IEnumerable<string> Words(string key) => Has(key)
        ? List(key).Select(n => n is YamlText { Value.Length: > 0 } text ? text.Value : throw Wrong(key, "a list of words"))
        : [];

    /// <summary>The mapping under a key.</summary>
    public Fields Inner(string key) => new(Node(key), path, key);

    /// <summary>The mapping under a key, or under its name a word alone: "sgd" for "name: sgd".</summary>
    public Fields Named(string key) => Node(key) is YamlText text
        ? new Fields(new YamlMapBuilder().Add("name", text).Build() with { Line = text.Line }, path, key)
        : Inner(key);

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<Fields> Items(string key) => Has(key) ? List(key).Select(n => new Fields(n, path, $"an item of {key}")) : [];

    /// <summary>The keys as they were written.</summary>
    public IEnumerable<string> Keys => map.Keys.Select(k => k.Value);

    /// <summary>A finite number in a range; 40% is 0.4.</summary>
    public double Number(string key, double least, double most, double otherwise)
    {
        if (!Has(key)) return otherwise;
        return Number(Text(key)) is { } value && value >= least && value <= most ? value
            : throw Wrong(key, FormattableString.Invariant($"a number from {least} to {most}"));
    }

    public float[] Numbers(string key, int count, float otherwise)
    {
        if (!Has(key)) return [.. Enumerable.Repeat(otherwise, count)];
        double?[] values = [.. List(key).Select(n => n is YamlText text ? Number(text.Value) : null)];
        return values.Length == count && values.All(v => v is not null) ? [.. values.Select(v => (float)v!)] : throw Wrong(key, $"a list of {count} numbers");
    }

    public bool Flag(string key, bool otherwise) => Text(key, otherwise ? "true" : "false") switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong(key, "true or false"),
    };

    /// <summary>One of some words; the nearest is told where it is none.</summary>
    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices) =>
        choices.TryGetValue(Text(key), out T? chosen) ? chosen : throw Wrong(key, string.Join(", ", choices.Keys), Nearest(Text(key), choices.Keys));

    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices, T otherwise) => Has(key) ? Choice(key, choices) : otherwise;

    /// <summary>Height, width and channels: 224x224x3.</summary>
    public Shape Picture(string key)
    {
        int[]? extents = PatchText.Extents(Text(key), 3);
        return extents is [int h, int w, int c] ? new Shape(1, c, h, w) : throw Wrong(key, "height x width x channels, as 224x224x3");
    }

    /// <summary>Height and width: 4x4.</summary>
    public (int Height, int Width) Extent(string key) =>
        PatchText.Extents(Text(key), 2) is [int h, int w] ? (h, w) : throw Wrong(key, "height x width, as 4x4");

    /// <summary>The paper's patch size/stride, 7x7/2, with the row's padding.</summary>
    /// <param name="key">Where it stands.</param>
    /// <param name="same">Whether the padding, where it is not given, keeps the extent at stride 1; else it is 0.</param>
    /// <param name="ceil">Whether a last window that is cut off counts.</param>
    public Window Patch(string key, bool same, bool ceil)
    {
        if (PatchText.Window(Text(key)) is not { } window) throw Wrong(key, "patch/stride, as 7x7/2");
        int around = Integer("padding", 0, PatchText.LargestKernel, -1);
        int top = around >= 0 ? around : same ? (window.KernelH - 1) / 2 : 0;
        int left = around >= 0 ? around : same ? (window.KernelW - 1) / 2 : 0;
        return window with { PadTop = top, PadBottom = top, PadLeft = left, PadRight = left, CeilMode = ceil };
    }

    /// <summary>The error of a value that is not what it has to be.</summary>
    public PointwiseException Wrong(string key, string expected, string hint = "") => Bad(path, Node(key), $"{key} of {what} is wrong", expected, $"{hint}correct {key}");

    private static double? Number(string text)
    {
        bool percent = text.EndsWith('%');
        bool parsed = double.TryParse(percent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return parsed && double.IsFinite(value) ? percent ? value / 100 : value : null;
    }

    private static string Nearest(string word, IEnumerable<string> known) => word.Length <= LongestName ? NearestName.Suggestion(word, known) : "";

    private static PointwiseException Bad(string path, YamlNode node, string problem, string expected, string fix) =>
        new(Place(path, node), problem, expected, node.Kind, fix);

    /// <summary>What was not read from a file has no line.</summary>
    private static string Place(string path, YamlNode node) => node.Line > 0 ? $"{path}:{node.Line}" : path;
}
