using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// The product of matrices in the last two axes, [..., M, K] by [..., K, N]; the axes before them are broadcast by numpy's rules. A vector is a row
/// on the left, a column on the right, and that axis is none of the result's. Where the right one is constant, Linear is the faster way.
/// </summary>
public sealed record MatMul : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "MatMul";

    internal override BackwardReads BackwardReads => BackwardReads.Inputs;

    internal override bool HasBackward => true;

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => OutputShape(inputs).Elements * inputs[0][inputs[0].Rank - 1];

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 2);
        Require.Floats(Name, inputs, 0);
        Require.Floats(Name, inputs, 1);
        Shape a = inputs[0].Shape, b = inputs[1].Shape;
        if (a.Rank == 0 || b.Rank == 0 || a[a.Rank - 1] != b[Math.Max(0, b.Rank - 2)])
        {
            throw new PointwiseException("inputs", "the matrices do not fit each other", "[..., M, K] and [..., K, N]", $"{a} and {b}",
                "transpose or reshape one of them");
        }

        Shape batch = Extents.Broadcast(Without(a, 2), Without(b, 2));
        int[] rows = a.Rank == 1 ? [] : [a[a.Rank - 2]], columns = b.Rank == 1 ? [] : [b[b.Rank - 1]];
        return new ValueInfo(new Shape([.. batch.ToArray(), .. rows, .. columns]));
    }

    internal override void Forward(in ForwardPass pass)
    {
        View a = pass.InputView(0), b = pass.InputView(1);
        BatchedProduct.Run(pass.Workers, Left(a), Right(b), Result(pass.OutputView, a, b), accumulate: false);
    }

    /// <summary>da = dy bᵀ and db = aᵀ dy, summed over the axes along which they were repeated.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        View a = Left(pass.InputView(0)), b = Right(pass.InputView(1)), dy = Result(pass.OutputGradientView, pass.InputView(0), pass.InputView(1));
        if (!pass.InputGradients[0].IsNone)
            BatchedProduct.Run(pass.Workers, dy, Transposed(b), Left(pass.InputGradientView(0)), pass.Accumulate[0]);
        if (!pass.InputGradients[1].IsNone)
            BatchedProduct.Run(pass.Workers, Transposed(a), dy, Right(pass.InputGradientView(1)), pass.Accumulate[1]);
    }

    private static View Left(in View a) => a.Rank == 1 ? a.Unsqueeze(0) : a;

    private static View Right(in View b) => b.Rank == 1 ? b.Unsqueeze(1) : b;

    private static View Result(View y, in View a, in View b)
    {
        if (a.Rank == 1) y = y.Unsqueeze(b.Rank == 1 ? y.Rank : y.Rank - 1);
        return b.Rank == 1 ? y.Unsqueeze(y.Rank) : y;
    }

    private static View Transposed(in View matrices)
    {
        Span<int> order = stackalloc int[matrices.Rank];
        for (int axis = 0; axis < order.Length; axis++) order[axis] = axis;
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return matrices.Permute(order);
    }

    private static Shape Without(Shape shape, int last) => new(shape.ToArray().AsSpan(0, Math.Max(0, shape.Rank - last)));
}
