using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>What sorts the elements along an axis: stable, so that of equal ones the first comes first.</summary>
internal sealed class OrderReference(Operator op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0];
        int rank = x.Extents.Length;
        (int axis, bool largest) = op switch
        {
            ArgExtreme arg => (arg.Axis, arg.Extreme == Extreme.ArgMax),
            TopK top => (top.Axis, top.Largest),
            _ => throw new NotSupportedException(op.Name),
        };
        axis = Places.Axis(axis, rank);
        int[] extents = [.. x.Extents];
        extents[axis] = op is TopK ? (int)inputs[1].Values[0] : 1;
        var y = new Field(extents);
        for (int i = 0; i < y.Values.Length; i++)
        {
            int[] place = Places.Of(extents, i);
            int wanted = place[axis];
            double[] line = [.. Enumerable.Range(0, x.Extents[axis]).Select(k => x.Values[Places.Index(x.Extents, [.. place[..axis], k, .. place[(axis + 1)..]])])];
            int[] order = [.. Enumerable.Range(0, line.Length).OrderBy(k => largest ? -line[k] : line[k])];
            if (op is ArgExtreme { SelectLastIndex: true }) order = [.. order.Where(k => line[k] == line[order[0]]).Reverse()];
            y.Values[i] = op is TopKValues ? line[order[wanted]] : order[wanted];
        }

        if (op is not ArgExtreme { KeepDims: false }) return y;
        var flat = new Field([.. extents[..axis], .. extents[(axis + 1)..]]);
        y.Values.CopyTo(flat.Values, 0);
        return flat;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => throw new NotSupportedException();
}
