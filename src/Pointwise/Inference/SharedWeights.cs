using System.Runtime.CompilerServices;
using Pointwise.Graphs;
using Pointwise.Kernels;

namespace Pointwise.Inference;

/// <summary>
/// The weights of a model in the kernels' order, each kept once for all sessions that read them in that order and given back with the last of these.
/// They are told by their values: after a parameter has moved, a session that takes it over has a block of its own, and the others keep the old.
/// </summary>
internal sealed class SharedWeights
{
    private static readonly ConditionalWeakTable<Parameters, SharedWeights> OfModels = [];
    private readonly Lock gate = new();

    // weakly: a session that is never disposed gives its memory back when it is collected
    private readonly Dictionary<WeightKey, WeakReference<WeightBlock>> blocks = [];

    /// <summary>Those of a model's tensors; they live as long as the tensors.</summary>
    public static SharedWeights Of(Parameters parameters) => OfModels.GetValue(parameters, static _ => new SharedWeights());

    /// <summary>Bytes of all blocks.</summary>
    public long Bytes
    {
        get
        {
            lock (gate) return sizeof(float) * blocks.Values.Sum(b => b.TryGetTarget(out WeightBlock? block) ? (long)block.Floats : 0);
        }
    }

    /// <summary>The block of a key, filled by who asks for it first. One block is filled at a time.</summary>
    /// <param name="held">What the session holds so far, of as many floats; given back where it is another. Null where it holds none.</param>
    /// <param name="key">What is wanted.</param>
    /// <param name="floats">Its size.</param>
    /// <param name="fill">Fills it.</param>
    public WeightBlock Exchange(WeightBlock? held, WeightKey key, int floats, Action<Rows> fill)
    {
        lock (gate)
        {
            if (held?.Key == key) return held;
            WeightBlock block = Find(key) ?? Fill(held is { Users: 1 } ? held : new WeightBlock(floats, null), key, fill);
            if (block == held) return block;
            block.Users++;
            if (held is not null) Leave(held);
            return block;
        }
    }

    /// <summary>A session reads a block no more.</summary>
    public void GiveBack(WeightBlock block)
    {
        lock (gate) Leave(block);
    }

    private WeightBlock? Find(WeightKey key) => blocks.TryGetValue(key, out WeakReference<WeightBlock>? weak) && weak.TryGetTarget(out WeightBlock? block) ? block : null;

    private WeightBlock Fill(WeightBlock block, WeightKey key, Action<Rows> fill)
    {
        Forget(block);
        fill(block.Rows);
        block.Key = key;
        blocks[key] = new WeakReference<WeightBlock>(block);
        return block;
    }

    private void Leave(WeightBlock block)
    {
        if (--block.Users > 0) return;
        Forget(block);
        block.Dispose();
    }

    private void Forget(WeightBlock block)
    {
        if (block.Key is null) return;
        blocks.Remove(block.Key);
        block.Key = null;
    }
}
