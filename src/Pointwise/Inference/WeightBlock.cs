using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>What decides every float of a node's weights in the order that its kernel reads them.</summary>
/// <param name="Operator">The node's operator.</param>
/// <param name="Width">The lanes that read them.</param>
/// <param name="Form">The operator's <see cref="Operator.PreparedForm"/>.</param>
/// <param name="Values">Of its parameters as they are stored.</param>
internal sealed record WeightKey(Operator Operator, LaneWidth Width, object Form, Fingerprint Values);

/// <summary>A node's weights in the order that its kernel reads them.</summary>
internal sealed class WeightBlock(int floats, WeightKey? key) : IDisposable
{
    private readonly Arena arena = new(floats);

    public int Floats => floats;

    /// <summary>What it holds; null where it is one session's alone.</summary>
    public WeightKey? Key { get; set; } = key;

    /// <summary>Sessions that read it.</summary>
    public int Users { get; set; }

    /// <summary>One row of all floats.</summary>
    public Rows Rows => Rows.In(arena, 0, new Shape(floats));

    public void Dispose() => arena.Dispose();
}
