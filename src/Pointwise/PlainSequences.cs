#if !NET10_0_OR_GREATER
namespace Pointwise;

/// <summary>
/// Select, what usually stands before it, and what puts in order, as plain iterators. Those of .NET 9 have a virtual method that is generic over what is selected, which
/// a compiler that works ahead must foresee for every two types together: more than all other code. A name is looked for here before it is in
/// System.Linq.
/// </summary>
internal static class PlainSequences
{
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (TSource each in source) yield return selector(each);
    }

    public static IEnumerable<TSource> Where<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        foreach (TSource each in source)
        {
            if (predicate(each)) yield return each;
        }
    }

    /// <summary>Of an array, as .NET 10 has it too: before, the word means a span's, which turns the array itself round.</summary>
    public static IEnumerable<TSource> Reverse<TSource>(this TSource[] source) => Enumerable.Reverse(source);

    public static IEnumerable<TSource> Skip<TSource>(this IEnumerable<TSource> source, int count)
    {
        foreach (TSource each in source)
        {
            if (count > 0) count--;
            else yield return each;
        }
    }

    public static IEnumerable<TSource> Take<TSource>(this IEnumerable<TSource> source, int count)
    {
        if (count <= 0) yield break;
        foreach (TSource each in source)
        {
            yield return each;
            if (--count == 0) yield break;
        }
    }

    public static OrderedSequence<TSource> Order<TSource>(this IEnumerable<TSource> source, IComparer<TSource>? comparer = null) => source.OrderBy(each => each, comparer);

    public static OrderedSequence<TSource> OrderBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> key, IComparer<TKey>? comparer = null) =>
        new(source, OrderedSequence<TSource>.By(key, comparer));

    public static OrderedSequence<TSource> OrderByDescending<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> key, IComparer<TKey>? comparer = null) =>
        new(source, OrderedSequence<TSource>.Reversed(OrderedSequence<TSource>.By(key, comparer)));
}
#endif
