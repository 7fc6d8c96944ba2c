namespace Pointwise.Formats.Torch;

/// <summary>What a pickle has made and not used yet, with marks in it.</summary>
internal sealed class PickleStack
{
    /// <summary>Stands where no value is.</summary>
    public static readonly object Nothing = new();

    private readonly List<object?> values = [];
    private readonly List<int> marks = [];

    /// <summary>The value pushed last.</summary>
    /// <exception cref="PickleProblem">There is none since the last mark.</exception>
    public object? Top => values.Count > Floor ? values[^1] : throw Empty();

    private int Floor => marks.Count > 0 ? marks[^1] : 0;

    public void Clear()
    {
        values.Clear();
        marks.Clear();
    }

    public void Push(object? value) => values.Add(value);

    public void Mark() => marks.Add(values.Count);

    /// <summary>Takes so many values off, the last pushed at the end.</summary>
    public object?[] Pop(int count)
    {
        if (values.Count - count < Floor) throw Empty();
        if (count == 0) return [];
        var popped = new object?[count];
        values.CopyTo(values.Count - count, popped, 0, count);
        values.RemoveRange(values.Count - count, count);
        return popped;
    }

    /// <summary>Takes the last value off, or the mark that stands there.</summary>
    public void Drop()
    {
        if (marks.Count > 0 && marks[^1] == values.Count) marks.RemoveAt(marks.Count - 1);
        else Pop(1);
    }

    /// <summary>Takes off what was pushed since the last mark, and the mark.</summary>
    public object?[] PopToMark()
    {
        if (marks.Count == 0) throw new PickleProblem("a mark is missing", "a mark before the items", "none");
        object?[] popped = Pop(values.Count - marks[^1]);
        marks.RemoveAt(marks.Count - 1);
        return popped;
    }

    /// <summary>The one value that is left at the end.</summary>
    public object? Last() => values.Count == 1 && marks.Count == 0 ? values[0]
        : throw new PickleProblem("does not end with one value", "one value and no mark", $"{values.Count} values and {marks.Count} marks");

    private static PickleProblem Empty() => new("takes more than there is", "a value made before", "none");
}
