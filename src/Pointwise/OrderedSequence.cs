#if !NET10_0_OR_GREATER
using System.Collections;

namespace Pointwise;

/// <summary>What is ordered by one key after the other, as System.Linq orders it, equal ones in the order they came in; for the reason that <see cref="PlainSequences"/> has.</summary>
internal sealed class OrderedSequence<T>(IEnumerable<T> source, Comparison<T> compare) : IEnumerable<T>
{
    public OrderedSequence<T> ThenBy<TKey>(Func<T, TKey> key, IComparer<TKey>? comparer = null) => Then(By(key, comparer));

    public OrderedSequence<T> ThenByDescending<TKey>(Func<T, TKey> key, IComparer<TKey>? comparer = null) => Then(Reversed(By(key, comparer)));

    public IEnumerator<T> GetEnumerator()
    {
        T[] items = [.. source];
        int[] places = [.. Enumerable.Range(0, items.Length)];
        Array.Sort(places, (a, b) => compare(items[a], items[b]) is var order && order != 0 ? order : a.CompareTo(b));
        foreach (int place in places) yield return items[place];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static Comparison<T> By<TKey>(Func<T, TKey> key, IComparer<TKey>? comparer)
    {
        comparer ??= Comparer<TKey>.Default;
        return (a, b) => comparer.Compare(key(a), key(b));
    }

    public static Comparison<T> Reversed(Comparison<T> compare) => (a, b) => compare(b, a);

    private OrderedSequence<T> Then(Comparison<T> next) => new(source, (a, b) => compare(a, b) is var order && order != 0 ? order : next(a, b));
}
#endif
