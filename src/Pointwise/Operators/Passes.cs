using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>What a node's forward works on. Nothing in it is owned: the plan that runs the graph laid the memory out.</summary>
internal readonly ref struct ForwardPass
{
    public required ReadOnlySpan<Rows> Inputs { get; init; }

    public required Rows Output { get; init; }

    /// <summary>Where ranges of a pointwise convolution's channels go, where they do not lie together in <see cref="Output"/>; else empty.</summary>
    public ReadOnlySpan<Rows> Parts { get; init; }

    /// <summary>In the order of <see cref="Operator.Parameters"/>, each as its tensor stores it. Running statistics are written in training.</summary>
    public required ReadOnlySpan<Rows> Parameters { get; init; }

    /// <summary>One row of <see cref="Operator.PreparedFloats"/> floats.</summary>
    public required Rows Prepared { get; init; }

    /// <summary>One row of <see cref="Operator.SavedFloats"/> floats; none outside training.</summary>
    public required Rows Saved { get; init; }

    public required Workers Workers { get; init; }

    /// <summary>Whether batch statistics are measured, units dropped and things saved for backward.</summary>
    public required bool Training { get; init; }

    /// <summary>This node's random numbers of this step.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>What was known of each input before anything ran.</summary>
    public ReadOnlySpan<ValueInfo> InputInfos { get; init; }

    public ValueInfo OutputInfo { get; init; }

    /// <summary>The result's elements by their places.</summary>
    public View OutputView => View.Of(Output, OutputInfo.Shape, OutputInfo.Kind);

    /// <summary>An input's elements by their places.</summary>
    public View InputView(int i) => View.Of(Inputs[i], InputInfos[i].Shape, InputInfos[i].Kind);
}

/// <summary>What a node's backward works on.</summary>
internal readonly ref struct BackwardPass
{
    /// <summary>What forward read: extents always, values only where <see cref="Operator.BackwardReads"/> asks for them.</summary>
    public required ReadOnlySpan<Rows> Inputs { get; init; }

    /// <summary>What forward wrote; only valid where <see cref="Operator.BackwardReads"/> asks for it.</summary>
    public required Rows Output { get; init; }

    /// <summary>In the order of <see cref="Operator.Parameters"/>.</summary>
    public required ReadOnlySpan<Rows> Parameters { get; init; }

    /// <summary>What forward prepared; only valid where it ran as in inference.</summary>
    public Rows Prepared { get; init; }

    /// <summary>Whether forward ran as in inference: by running statistics, which are constants here. Nothing is saved then.</summary>
    public bool IsStill { get; init; }

    /// <summary>What forward saved.</summary>
    public required Rows Saved { get; init; }

    /// <summary>May be overwritten: nobody reads it after this node.</summary>
    public required Rows OutputGradient { get; init; }

    /// <summary>Where the inputs' gradients go; <see cref="Rows.IsNone"/> where nobody wants one.</summary>
    public required ReadOnlySpan<Rows> InputGradients { get; init; }

    /// <summary>For each input whether to add to what its gradient holds (true) or to overwrite it (false).</summary>
    public required ReadOnlySpan<bool> Accumulate { get; init; }

    /// <summary>Where the parameters' gradients are added, each stored as its parameter; none for what is not trained or frozen.</summary>
    public required ReadOnlySpan<Rows> ParameterGradients { get; init; }

    public required Workers Workers { get; init; }

    /// <summary>What was known of each input before anything ran.</summary>
    public ReadOnlySpan<ValueInfo> InputInfos { get; init; }

    public ValueInfo OutputInfo { get; init; }

    public View OutputView => View.Of(Output, OutputInfo.Shape, OutputInfo.Kind);

    public View OutputGradientView => View.Of(OutputGradient, OutputInfo.Shape, OutputInfo.Kind);

    public View InputView(int i) => View.Of(Inputs[i], InputInfos[i].Shape, InputInfos[i].Kind);

    public View InputGradientView(int i) => View.Of(InputGradients[i], InputInfos[i].Shape, InputInfos[i].Kind);
}
