using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// alpha a b + beta c of matrices [M,K], [K,N] and, if there is one, a third that is broadcast to [M,N] by numpy's rules.
/// Where b and c are constant and nothing is scaled, Linear is the faster way.
/// </summary>
/// <param name="Alpha">The factor of the product.</param>
/// <param name="Beta">The factor of the third matrix.</param>
/// <param name="TransA">Whether a is given as [K,M].</param>
/// <param name="TransB">Whether b is given as [N,K].</param>
public sealed record Gemm(float Alpha = 1, float Beta = 1, bool TransA = false, bool TransB = false) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Gemm";

    internal override Attributes Attributes =>
        new Attributes(Name).With("alpha", Alpha).With("beta", Beta).With("transA", TransA).With("transB", TransB);

    internal override BackwardReads BackwardReads => BackwardReads.Inputs;

    internal override bool HasBackward => true;

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => OutputShape(inputs).Elements * inputs[0][TransA ? 0 : 1];

    internal static Gemm Read(Attributes a) => new((float)a.Number("alpha", 1), (float)a.Number("beta", 1), a.Flag("transA"), a.Flag("transB"));

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 3);
        for (int i = 0; i < inputs.Length; i++) Require.Floats(Name, inputs, i);
        Shape a = inputs[0].Shape, b = inputs[1].Shape;
        if (a.Rank != 2 || b.Rank != 2 || a[TransA ? 0 : 1] != b[TransB ? 1 : 0])
        {
            throw new PointwiseException("inputs", "the matrices do not fit each other", $"{(TransA ? "[K,M]" : "[M,K]")} and {(TransB ? "[N,K]" : "[K,N]")}", $"{a} and {b}",
                "transpose or reshape one of them");
        }

        var result = new Shape(a[TransA ? 1 : 0], b[TransB ? 0 : 1]);
        if (inputs.Length == 3 && Extents.Broadcast(result, inputs[2].Shape) != result)
            throw new PointwiseException("input 2", "does not fit the product", $"{result}, or 1 in the place of an extent", $"{inputs[2].Shape}", "reshape it");
        return new ValueInfo(result);
    }

    internal override void Forward(in ForwardPass pass)
    {
        View y = pass.OutputView;
        BatchedProduct.Run(pass.Workers, Turned(pass.InputView(0), TransA), Turned(pass.InputView(1), TransB), y, accumulate: false);
        if (pass.Inputs.Length == 3) BroadcastMap.Run(pass.Workers, new ScaledSum(Alpha, Beta), y, pass.InputView(2), y);
        else if (Alpha != 1) Elementwise.Map(pass.Workers, new Scaled(Alpha), pass.Output, pass.Output);
    }

    /// <summary>da = alpha dy bᵀ, db = alpha aᵀ dy, dc = beta dy summed over the axes along which c was repeated.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        View dy = pass.OutputGradientView;
        if (pass.Inputs.Length == 3 && !pass.InputGradients[2].IsNone) GradientTerms.Send(pass.Workers, new Scaled(Beta), dy, pass.InputGradientView(2), pass.Accumulate[2]);
        if (Alpha != 1) Elementwise.Map(pass.Workers, new Scaled(Alpha), pass.OutputGradient, pass.OutputGradient);
        View a = Turned(pass.InputView(0), TransA), b = Turned(pass.InputView(1), TransB);
        if (!pass.InputGradients[0].IsNone)
            BatchedProduct.Run(pass.Workers, dy, Turned(b, turned: true), Turned(pass.InputGradientView(0), TransA), pass.Accumulate[0]);
        if (!pass.InputGradients[1].IsNone)
            BatchedProduct.Run(pass.Workers, Turned(a, turned: true), dy, Turned(pass.InputGradientView(1), TransB), pass.Accumulate[1]);
    }

    private static View Turned(in View matrix, bool turned) => turned ? matrix.Permute([1, 0]) : matrix;
}
