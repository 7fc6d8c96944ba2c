namespace Pointwise.Architectures;

/// <summary>A part of a YAML file and the line it starts on.</summary>
internal abstract record YamlNode(int Line)
{
    /// <summary>Its kind, as errors call it.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar, as it was written.</summary>
internal sealed record YamlText(int Line, string Value) : YamlNode(Line)
{
    public override string Kind => Value.Length <= 60 ? $"\"{Value}\"" : $"\"{Value[..60]}…\"";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    public override string Kind => $"a list of {Items.Count}";
}

/// <summary>A mapping; keys are scalars, each written once, in the order of the file.</summary>
internal sealed record YamlMap(int Line, IReadOnlyDictionary<string, YamlNode> Entries, IReadOnlyList<YamlText> Keys) : YamlNode(Line)
{
    public override string Kind => $"a mapping of {Keys.Count}";

    /// <summary>The mapping with a key's value, in place of the one that it had.</summary>
    public YamlMap With(string key, YamlNode value)
    {
        var entries = new Dictionary<string, YamlNode>(Entries, StringComparer.Ordinal) { [key] = value };
        return new YamlMap(Line, entries, Entries.ContainsKey(key) ? Keys : [.. Keys, new YamlText(value.Line, key)]);
    }

    /// <summary>The mapping without a key.</summary>
    public YamlMap Without(string key) => Entries.ContainsKey(key)
        ? new YamlMap(Line, Entries.Where(e => e.Key != key).ToDictionary(StringComparer.Ordinal), [.. Keys.Where(k => k.Value != key)])
        : this;
}
