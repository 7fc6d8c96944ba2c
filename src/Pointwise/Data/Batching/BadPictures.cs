using System.Collections.Immutable;

namespace Pointwise.Data.Batching;

/// <summary>Pictures that could not be read, each once. Several threads may use it at once.</summary>
internal sealed class BadPictures
{
    private readonly SortedDictionary<int, BadPicture> pictures = [];
    private volatile int count;

    /// <summary>How many.</summary>
    public int Count => count;

    /// <summary>All of them, by index.</summary>
    public ImmutableArray<BadPicture> All
    {
        get
        {
            lock (pictures) return [.. pictures.Values];
        }
    }

    /// <summary>Whether a picture is among them.</summary>
    public bool Contains(int index)
    {
        if (count == 0) return false;
        lock (pictures) return pictures.ContainsKey(index);
    }

    /// <summary>Adds one, if it is not there yet.</summary>
    public void Add(BadPicture picture)
    {
        lock (pictures)
        {
            pictures.TryAdd(picture.Index, picture);
            count = pictures.Count;
        }
    }
}
