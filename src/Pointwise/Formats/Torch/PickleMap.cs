using System.Runtime.CompilerServices;

namespace Pointwise.Formats.Torch;

/// <summary>A dictionary of a pickle, in the order its keys were set.</summary>
internal sealed class PickleMap
{
    private OrderedDictionary<object, object?>? items;

    public int Count => items?.Count ?? 0;

    public IEnumerable<KeyValuePair<object, object?>> Items => items ?? Enumerable.Empty<KeyValuePair<object, object?>>();

    /// <summary>Sets a key; the last value counts.</summary>
    public void Set(object? key, object? value) => (items ??= new(Keys.Instance))[key ?? Keys.None] = value;

    public bool TryGet(string key, out object? value)
    {
        value = null;
        return items?.TryGetValue(key, out value) == true;
    }

    /// <summary>Text and numbers are told by value, their hashes seeded so that no file can make them collide; all else is itself alone.</summary>
    private sealed class Keys : IEqualityComparer<object>
    {
        public static readonly Keys Instance = new();

        /// <summary>Python's None as a key.</summary>
        public static readonly object None = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => (x, y) switch
        {
            (string a, string b) => a == b,
            (long a, long b) => a == b,
            (bool a, bool b) => a == b,
            _ => ReferenceEquals(x, y),
        };

        int IEqualityComparer<object>.GetHashCode(object key) => key switch
        {
            string or bool => key.GetHashCode(),
            long number => HashCode.Combine(number),
            _ => RuntimeHelpers.GetHashCode(key),
        };
    }
}
