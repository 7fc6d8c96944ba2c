using Pointwise.Kernels;

namespace Pointwise.Operators;

/// <summary>What Softmax and LogSoftmax share.</summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Flattened">Whether the axes behind it belong to the sum.</param>
/// <param name="Logarithm">Whether the result is the logarithm.</param>
internal readonly record struct SoftmaxPasses(int Axis, bool Flattened, bool Logarithm)
{
    /// <summary>The attributes, left out where they are the usual ones.</summary>
    public Attributes Write(Attributes attributes)
    {
        if (Axis != -1) attributes.With("axis", (long)Axis);
        return Flattened ? attributes.With("flattened", value: true) : attributes;
    }

    /// <summary>A bit for each axis that is summed over.</summary>
    /// <param name="rank">Axes in all.</param>
    /// <exception cref="PointwiseException">There is no such axis.</exception>
    public uint AxesOf(int rank)
    {
        // behind the last axis there is one sum for each element
        if (Flattened && Axis == rank) return 0;
        int first = Require.Axis(Axis, rank);
        return Flattened ? (1u << rank) - (1u << first) : 1u << first;
    }

    public void Forward(in ForwardPass pass)
    {
        View x = pass.InputView(0);
        SoftmaxLines.Forward(pass.Workers, x, AxesOf(x.Rank), Logarithm, pass.OutputView);
    }

    public void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        View y = pass.OutputView;
        SoftmaxLines.Backward(pass.Workers, y, pass.OutputGradientView, AxesOf(y.Rank), Logarithm, pass.InputGradientView(0), pass.Accumulate[0]);
    }
}
