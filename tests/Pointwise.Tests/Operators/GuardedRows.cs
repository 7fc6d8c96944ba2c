using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Operators;

/// <summary>
/// Memory of one value for an operator under test: dense, or a channel slice of wider rows. Everything starts as one pattern of
/// not-a-number; what lies outside the value must keep it, and inside it shows what was never written.
/// </summary>
internal sealed unsafe class GuardedRows : IDisposable
{
    private const uint Poison = 0x7FC0_5A5A;
    private const int Guard = 64, ChannelsBefore = 5, ChannelsAfter = 6;
    private readonly Arena arena;
    private readonly Shape shape;
    private readonly bool integers;
    private readonly int skip;

    public GuardedRows(Shape shape, bool sliced)
        : this(new ValueInfo(shape), sliced)
    {
    }

    /// <param name="info">Shape and kind.</param>
    /// <param name="sliced">Whether pictures and vectors of floats are a slice; other values are always dense.</param>
    public GuardedRows(ValueInfo info, bool sliced)
    {
        shape = info.Shape;
        integers = info.Kind != ElementKind.Float32;
        sliced &= !integers && shape.Rank is not (3 or > 4);
        int c = Rows.RowLength(shape);
        int stride = sliced ? c + ChannelsBefore + ChannelsAfter : c;
        skip = Guard + (sliced ? ChannelsBefore : 0);
        int count = Rows.Over(null, shape, stride).Count;
        arena = new Arena(Guard + (integers ? 2 : 1) * (long)count * stride + Guard);
        Rows = Rows.Over(arena.Data + skip, shape, stride);
        PoisonAll();
    }

    public Rows Rows { get; }

    /// <summary>One row of so many floats.</summary>
    public static GuardedRows Of(long floats) => new(new Shape(checked((int)floats)), sliced: false);

    public void PoisonAll() => All.Fill(BitConverter.UInt32BitsToSingle(Poison));

    public void Write(Field field)
    {
        for (int i = 0; i < field.Values.Length; i++)
        {
            if (integers) View.Integers[View.OffsetOf(i)] = (long)field.Values[i];
            else At(i) = (float)field.Values[i];
        }
    }

    /// <summary>The values in spoken order.</summary>
    public float[] Read()
    {
        var values = new float[shape.Elements];
        for (int i = 0; i < values.Length; i++) values[i] = integers ? View.Integers[View.OffsetOf(i)] : At(i);
        return values;
    }

    /// <summary>Fails where something outside the value was written.</summary>
    public void CheckMargins(string what)
    {
        ReadOnlySpan<float> all = All;
        for (int i = 0; i < all.Length; i++)
        {
            (int row, int channel) = Math.DivRem(i - skip, Math.Max(1, Rows.Stride));
            bool inside = integers ? i >= skip && i < skip + 2 * shape.Elements : i >= skip && row < Rows.Count && channel < Rows.C;
            if (!inside && BitConverter.SingleToUInt32Bits(all[i]) != Poison)
                Assert.Fail($"{what}: wrote {all[i]} outside the value, {i - skip} floats from its start (row {row}, channel {channel} of {Rows.C})");
        }
    }

    public void Dispose() => arena.Dispose();

    private View View => View.Of(Rows, shape, integers ? ElementKind.Int64 : ElementKind.Float32);

    private Span<float> All => arena.Span(0, (int)arena.Floats);

    /// <summary>The float at an index of spoken order.</summary>
    private ref float At(int index)
    {
        if (!shape.IsImage) return ref Rows.RowSpan(index / Math.Max(1, Rows.C))[index % Math.Max(1, Rows.C)];
        (int rest, int w) = Math.DivRem(index, shape.W);
        (rest, int h) = Math.DivRem(rest, shape.H);
        (int n, int c) = Math.DivRem(rest, shape.C);
        return ref Rows.RowSpan((n * shape.H + h) * shape.W + w)[c];
    }
}
