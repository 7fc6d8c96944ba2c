using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>An operator's numbers by name, in ONNX's spelling, as files and pictures show them: integers, floats, lists of either, or text.</summary>
internal sealed class Attributes
{
    private readonly string where;
    private readonly SortedDictionary<string, object> values = new(StringComparer.Ordinal);

    /// <param name="where">Whose attributes: named in errors.</param>
    public Attributes(string where) => this.where = where;

    /// <summary>Names in ordinal order.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>A long, double, string, or ImmutableArray of long or double.</summary>
    public object this[string name] => values[name];

    public Attributes With(string name, long value) => Set(name, value);

    public Attributes With(string name, bool value) => Set(name, value ? 1L : 0L);

    public Attributes With(string name, double value) => Set(name, value);

    public Attributes With(string name, string value) => Set(name, value);

    public Attributes With(string name, params ReadOnlySpan<long> value) => Set(name, value.ToImmutableArray());

    public Attributes With(string name, ImmutableArray<double> value) => Set(name, value);

    public Attributes With(string name, Shape shape) => Set(name, shape.ToArray().Select(e => (long)e).ToImmutableArray());

    /// <summary>The attribute "kind", left out for floats.</summary>
    public Attributes WithKind(ElementKind kind) => kind == ElementKind.Float32 ? this : Set("kind", kind.ToString());

    /// <summary>All of another's attributes, each behind a prefix.</summary>
    public Attributes WithAll(string prefix, Attributes others)
    {
        foreach (string name in others.Names) Set(prefix + name, others[name]);
        return this;
    }

    /// <summary>An integer that fits 32 bits.</summary>
    public int Integer(string name, int? otherwise = null) => Get(name, otherwise) switch
    {
        int number => number,
        long number when number is >= int.MinValue and <= int.MaxValue => (int)number,
        var found => throw Bad(name, "an integer of 32 bits", found),
    };

    public bool Flag(string name, bool otherwise = false) => Integer(name, otherwise ? 1 : 0) switch
    {
        0 => false,
        1 => true,
        var found => throw Bad(name, "0 or 1", found),
    };

    public double Number(string name, double? otherwise = null) => Get(name, otherwise) switch
    {
        double number when double.IsFinite(number) => number,
        long number => number,
        var found => throw Bad(name, "a finite number", found),
    };

    public string Text(string name, string? otherwise = null) =>
        Get(name, otherwise) is string text ? text : throw Bad(name, "text", values[name]);

    /// <summary>The attribute "activation", none where absent.</summary>
    public Activation Activation()
    {
        string text = Text("activation", nameof(Operators.Activation.None));
        return Enum.TryParse(text, out Activation activation) && Enum.IsDefined(activation) ? activation
            : throw Bad("activation", string.Join(" or ", Enum.GetNames<Activation>()), text);
    }

    /// <summary>Exactly so many integers of 32 bits.</summary>
    public int[] Integers(string name, int count, params int[] otherwise)
    {
        object found = Get(name, otherwise.Length == count ? otherwise : null);
        if (found is int[] given) return given;
        if (found is not ImmutableArray<long> list || list.Length != count || list.Any(v => v is < int.MinValue or > int.MaxValue))
            throw Bad(name, $"{count} integers of 32 bits", found);
        return [.. list.Select(v => (int)v)];
    }

    /// <summary>Any number of integers of 32 bits.</summary>
    public int[] Integers(string name) => Get(name, null) is ImmutableArray<long> list ? Integers(name, list.Length) : throw Bad(name, "a list of integers", values[name]);

    /// <summary>Numbers, or none where the attribute is absent.</summary>
    public ImmutableArray<double> Numbers(string name)
    {
        if (!values.TryGetValue(name, out object? found)) return [];
        return found switch
        {
            ImmutableArray<double> list => list,
            ImmutableArray<long> list => [.. list.Select(v => (double)v)],
            _ => throw Bad(name, "a list of numbers", found),
        };
    }

    /// <summary>A list of integers of 64 bits.</summary>
    public ImmutableArray<long> Longs(string name, ImmutableArray<long> otherwise = default) =>
        Get(name, otherwise.IsDefault ? null : (object)otherwise) is ImmutableArray<long> list ? list : throw Bad(name, "a list of integers", values[name]);

    public Shape Shape(string name) => new(Integers(name));

    /// <summary>The attribute "kind", floats where absent.</summary>
    public ElementKind Kind()
    {
        string text = Text("kind", nameof(ElementKind.Float32));
        return Enum.TryParse(text, out ElementKind kind) && Enum.IsDefined(kind) ? kind
            : throw Bad("kind", string.Join(" or ", Enum.GetNames<ElementKind>()), text);
    }

    /// <summary>The attributes behind a prefix, without it.</summary>
    public Attributes Behind(string prefix)
    {
        var behind = new Attributes(where);
        foreach (string name in Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))) behind.Set(name[prefix.Length..], values[name]);
        return behind;
    }

    public bool Has(string name) => values.ContainsKey(name);

    private Attributes Set(string name, object value)
    {
        values[name] = value;
        return this;
    }

    private object Get(string name, object? otherwise)
    {
        if (values.TryGetValue(name, out object? value)) return value;
        return otherwise ?? throw new PointwiseException(where, $"attribute {name} is missing", $"{name}", $"{(values.Count == 0 ? "no attributes" : string.Join(", ", values.Keys))}", $"add {name}");
    }

    private PointwiseException Bad(string name, string expected, object found) =>
        new(where, $"attribute {name} is wrong", expected, Describe(found), $"correct {name}");

    private static string Describe(object value) => value switch
    {
        ImmutableArray<long> list => $"[{string.Join(',', list)}]",
        ImmutableArray<double> list => $"[{string.Join(',', list)}]",
        _ => FormattableString.Invariant($"{value}"),
    };
}
