using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Operators;

namespace Pointwise.Training;

/// <summary>A node's way back: the gradients that its backward reads and writes.</summary>
/// <param name="forward">The node and what its forward worked on.</param>
/// <param name="outputGradient">The gradient of its result.</param>
/// <param name="inputGradients">One an input; none where nobody wants it.</param>
/// <param name="accumulate">For each input whether to add.</param>
/// <param name="parameterGradients">One a parameter; none where it is not trained.</param>
/// <param name="still">Whether forward ran as in inference.</param>
internal sealed class BackwardStage(Stage forward, Rows outputGradient, Rows[] inputGradients, bool[] accumulate, Rows[] parameterGradients, bool still = false)
{
    /// <summary>Where the result's gradient is kept; null where nobody asks for it.</summary>
    public WatchedValue? Watched { get; init; }

    /// <summary>Whether anything is sent back through the node.</summary>
    public bool Runs { get; init; } = true;

    public void Backward(Workers workers)
    {
        Watched?.TakeGradient(outputGradient);
        if (Runs) Send(workers);
    }

    private void Send(Workers workers) => forward.Node.Operator.Backward(new BackwardPass
    {
        Inputs = forward.Inputs,
        Output = forward.Output,
        Parameters = forward.Parameters,
        Prepared = forward.Prepared,
        Saved = forward.Saved,
        IsStill = still,
        OutputGradient = outputGradient,
        InputGradients = inputGradients,
        Accumulate = accumulate,
        ParameterGradients = parameterGradients,
        Workers = workers,
        InputInfos = forward.InputInfos,
        OutputInfo = forward.Node.Info,
    });
}
