using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Computes what is known while a graph is made, by the operator's own forward.</summary>
internal static class Folding
{
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs, all known.</param>
    /// <param name="output">Shape and kind of its result.</param>
    public static Literal Evaluate(GeneralOperator op, ReadOnlySpan<ValueInfo> inputs, ValueInfo output)
    {
        using var workers = new Workers(1);
        long prepared = op.PreparedFloats(ShapesOf(inputs), workers.Width), room = Arena.RoundUp(output.Floats) + Arena.RoundUp(prepared);
        foreach (ValueInfo input in inputs) room += Arena.RoundUp(input.Floats);
        using var memory = new Arena(room);
        var given = new Rows[inputs.Length];
        long used = 0;
        for (int i = 0; i < given.Length; i++)
        {
            given[i] = Rows.In(memory, used, inputs[i].Shape);
            used += Arena.RoundUp(inputs[i].Floats);
            LiteralMemory.Write(inputs[i].Known!, View.Of(given[i], inputs[i].Shape, inputs[i].Kind));
        }

        Rows result = Rows.In(memory, used, output.Shape);
        var pass = new ForwardPass
        {
            Inputs = given, InputInfos = inputs, Output = result, OutputInfo = output, Parameters = [],
            Prepared = prepared == 0 ? default : Rows.In(memory, used + Arena.RoundUp(output.Floats), new Shape((int)prepared)),
            Saved = default, Workers = workers, Training = false, Random = default,
        };
        op.Prepare(pass);
        op.Forward(pass);
        return LiteralMemory.Read(View.Of(result, output.Shape, output.Kind), output.Shape);
    }

    private static Shape[] ShapesOf(ReadOnlySpan<ValueInfo> inputs)
    {
        var shapes = new Shape[inputs.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = inputs[i].Shape;
        return shapes;
    }
}
