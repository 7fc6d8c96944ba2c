using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

/// <summary>
/// Runs an operator without parameters on small tensors in spoken order. Every value lies as a channel slice of wider rows whose
/// other floats are not numbers and must stay untouched.
/// </summary>
internal sealed unsafe class ByHand : IDisposable
{
    private const int Before = 3, After = 2;
    private const uint Poison = 0x7FC0_1234;
    private readonly List<(Arena Arena, Rows Rows)> slices = [];
    private readonly Rows[] inputs;
    private readonly Rows[] gradients;
    private readonly Rows output;
    private readonly Rows saved;
    private readonly Operator op;
    private readonly ValueInfo[] infos;
    private readonly Workers workers;

    public ByHand(Operator op, ReadOnlySpan<Shape> shapes, int threads = 1, LaneWidth? width = null)
    {
        this.op = op;
        workers = new Workers(threads, width ?? LaneWidths.Best);
        infos = ValueInfo.OfFloats(shapes);
        OutputShape = op.OutputShape(shapes);
        output = Slice(OutputShape);
        inputs = [.. shapes.ToArray().Select(Slice)];
        gradients = [.. shapes.ToArray().Select(Slice)];
        var memory = new Arena(op.SavedFloats(shapes));
        saved = op.SavedFloats(shapes) == 0 ? default : Rows.In(memory, 0, new Shape((int)op.SavedFloats(shapes)));
        slices.Add((memory, default));
    }

    public Shape OutputShape { get; }

    /// <summary>The result in spoken order.</summary>
    public float[] Forward(bool training, RandomStream random, params ReadOnlySpan<float[]> values)
    {
        for (int i = 0; i < inputs.Length; i++) Write(inputs[i], values[i]);
        op.Forward(new ForwardPass
        {
            Inputs = inputs, Output = output, Parameters = [], Prepared = default, Saved = training ? saved : default,
            Workers = workers, Training = training, Random = random, InputInfos = infos, OutputInfo = new ValueInfo(OutputShape),
        });
        CheckMargins();
        return Read(output);
    }

    public float[] Forward(params ReadOnlySpan<float[]> values) => Forward(true, new RandomStream(1, 2), values);

    /// <summary>The inputs' gradients, added to a first value where one is given.</summary>
    public float[][] Backward(float[] outputGradient, float? accumulateOn = null)
    {
        Rows gradient = Slice(OutputShape);
        Write(gradient, outputGradient);
        foreach (Rows rows in gradients) Write(rows, [.. Enumerable.Repeat(accumulateOn ?? float.NaN, (int)rows.Elements)]);
        op.Backward(new BackwardPass
        {
            Inputs = inputs, Output = output, Parameters = [], Saved = saved, OutputGradient = gradient, InputGradients = gradients,
            Accumulate = [.. inputs.Select(_ => accumulateOn is not null)], ParameterGradients = [], Workers = workers, InputInfos = infos, OutputInfo = new ValueInfo(OutputShape),
        });
        CheckMargins();
        return [.. gradients.Select(Read)];
    }

    public void Dispose()
    {
        workers.Dispose();
        foreach ((Arena arena, _) in slices) arena.Dispose();
    }

    private Rows Slice(Shape shape)
    {
        int stride = Before + Rows.RowLength(shape) + After;
        var arena = new Arena((long)Rows.Over(null, shape, stride).Count * stride);
        arena.Span(0, (int)arena.Floats).Fill(BitConverter.UInt32BitsToSingle(Poison));
        Rows rows = Rows.Over(arena.Data + Before, shape, stride);
        slices.Add((arena, rows));
        return rows;
    }

    private void CheckMargins()
    {
        foreach ((Arena arena, Rows rows) in slices)
        {
            if (rows.IsNone) continue;
            Span<float> all = arena.Span(0, (int)arena.Floats);
            for (int i = 0; i < all.Length; i++)
            {
                bool inside = i % rows.Stride >= Before && i % rows.Stride < Before + rows.C && i / rows.Stride < rows.Count;
                if (!inside && BitConverter.SingleToUInt32Bits(all[i]) != Poison)
                    Assert.Fail($"float {i} of rows {rows.Stride} apart was overwritten with {all[i]}");
            }
        }
    }

    private static void Write(Rows rows, float[] values)
    {
        for (int i = 0; i < values.Length; i++) At(rows, i) = values[i];
    }

    private static float[] Read(Rows rows)
    {
        var values = new float[rows.Elements];
        for (int i = 0; i < values.Length; i++) values[i] = At(rows, i);
        return values;
    }

    /// <summary>The float at an index of spoken order; vectors are pictures of one pixel.</summary>
    private static ref float At(Rows rows, int index)
    {
        int pixels = rows.H * rows.W, channel = index / pixels % rows.C;
        return ref rows.RowSpan(index / pixels / rows.C * pixels + index % pixels)[channel];
    }
}
