using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// What every place of a resampled axis is a weighted sum of: a run of places of the source. An empty run stands for a place outside the source.
/// </summary>
internal readonly unsafe struct TapTable
{
    private readonly int* firsts;
    private readonly int* counts;
    private readonly float* weights;

    /// <param name="source">Places of the source.</param>
    /// <param name="places">Places of the result.</param>
    /// <param name="most">The longest run.</param>
    /// <param name="memory">Room for <see cref="Bytes"/>.</param>
    public TapTable(int source, int places, int most, void* memory)
    {
        (Source, Places, Most) = (source, places, most);
        weights = (float*)memory;
        firsts = (int*)(weights + (long)places * most);
        counts = firsts + places;
    }

    public int Source { get; }

    public int Places { get; }

    /// <summary>The longest run.</summary>
    public int Most { get; }

    /// <summary>Whether there is a table: axes that stay have none.</summary>
    public bool Exists => firsts != null;

    /// <summary>Memory of a table.</summary>
    public static long Bytes(int places, int most) => (long)places * (most * sizeof(float) + 2 * sizeof(int));

    public int First(int place) => firsts[place];

    public int Count(int place) => counts[place];

    /// <summary>The weights of a run, the first source place's first.</summary>
    public float* Weights(int place) => weights + (long)place * Most;

    /// <summary>Whether a place is a source place as it is.</summary>
    public bool IsCopy(int place) => counts[place] == 1 && *Weights(place) == 1;

    /// <summary>Where the weights of a place's run are put before it is set.</summary>
    public Span<float> Room(int place) => new(Weights(place), Most);

    /// <summary>Sets one place's run to so many of the weights in its room. Weights of 0 at its ends are left out, so that what they would take is not read.</summary>
    public void Set(int place, int first, int count)
    {
        Span<float> run = Room(place)[..count];
        int start = 0, end = count;
        while (start < end && run[start] == 0) start++;
        while (end > start && run[end - 1] == 0) end--;
        Debug.Assert(start == end || (first + start >= 0 && first + end <= Source));
        (firsts[place], counts[place]) = (first + start, end - start);
        if (start > 0) run[start..end].CopyTo(run);
    }

    /// <summary>The longest run of the table turned round: of the places that one source place goes into, from the first to the last.</summary>
    /// <param name="memory">Room for twice so many whole numbers as there are source places.</param>
    public int MostTurned(int* memory)
    {
        int most = 1;
        for (int i = 0; i < Source; i++) (memory[i], memory[Source + i]) = (int.MaxValue, -1);
        for (int place = 0; place < Places; place++)
        {
            for (int i = firsts[place]; i < firsts[place] + counts[place]; i++)
            {
                memory[i] = Math.Min(memory[i], place);
                memory[Source + i] = place;
                most = Math.Max(most, place - memory[i] + 1);
            }
        }

        return most;
    }

    /// <summary>Fills this from a table of the other way: what that one's places take of a source place, this one's place of the same number gets.</summary>
    /// <param name="other">The other table.</param>
    /// <param name="spans">What <see cref="MostTurned"/> left.</param>
    public void Turn(TapTable other, int* spans)
    {
        Debug.Assert(Source == other.Places && Places == other.Source);
        for (int i = 0; i < Places; i++)
        {
            bool used = spans[Places + i] >= 0;
            (firsts[i], counts[i]) = used ? (spans[i], spans[Places + i] - spans[i] + 1) : (0, 0);
            for (int k = 0; k < counts[i]; k++)
            {
                int place = firsts[i] + k, tap = i - other.First(place);
                Weights(i)[k] = tap >= 0 && tap < other.Count(place) ? other.Weights(place)[tap] : 0;
            }
        }
    }
}
