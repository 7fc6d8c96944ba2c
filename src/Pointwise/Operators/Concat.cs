using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Joins branches along the channels. A branch that already lies at its slice of the joined rows is not moved:
/// a plan lets every branch write there at once, and joining is then free.
/// </summary>
public sealed record Concat : Operator
{
    /// <inheritdoc/>
    public override string Name => "Concat";

    internal override Attributes Attributes => new Attributes(Name).With("axis", 1L);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        if (inputs.Length == 0)
            throw new PointwiseException("inputs", "Concat joins nothing", "at least 1 branch", "0", "connect the branches");
        long channels = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            Shape branch = inputs[i];
            if (branch.Rank is not (2 or 4)) throw Differs("of neither pictures nor vectors", "[N,C,H,W] or [N,C]", $"branch {i} is {branch}", "reshape the branch");
            if (branch.Rank != inputs[0].Rank) throw Differs("of pictures and vectors", $"every branch of rank {inputs[0].Rank} as branch 0", $"branch {i} is {branch}", "flatten all of them or none");
            if (branch.N != inputs[0].N) throw Differs("of different batches", $"every branch {inputs[0].N} pictures as branch 0", $"branch {i} has {branch.N}", "give the branches one batch");
            if (branch.H != inputs[0].H || branch.W != inputs[0].W)
                throw Differs("of different extent", $"every branch {Extent(inputs[0])} as branch 0", $"branch {i} is {Extent(branch)}", "give the branches the same total stride and padding");
            channels += branch.C;
        }

        if (channels > int.MaxValue) throw Differs("of too many channels", $"at most {int.MaxValue} in all", $"{channels}", "give the branches fewer channels");
        return inputs[0].IsImage ? new Shape(inputs[0].N, (int)channels, inputs[0].H, inputs[0].W) : new Shape(inputs[0].N, (int)channels);
    }

    internal static Concat Read(Attributes a) => a.Integer("axis", 1) == 1 ? new Concat()
        : throw new PointwiseException("Concat", "joins another axis than the channels", "axis 1", $"axis {a.Integer("axis")}", "join along the channels");

    internal override void Forward(in ForwardPass pass)
    {
        int first = 0;
        foreach (Rows branch in pass.Inputs)
        {
            Elementwise.Copy(pass.Workers, branch, pass.Output.Slice(first, branch.C));
            first += branch.C;
        }
    }

    /// <summary>Every branch gets its slice of the gradient, whose widths the inputs' rows tell.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        int first = 0;
        for (int i = 0; i < pass.Inputs.Length; i++)
        {
            Rows gradient = pass.InputGradients[i];
            int channels = pass.Inputs[i].C;
            if (!gradient.IsNone) Elementwise.Copy(pass.Workers, pass.OutputGradient.Slice(first, channels), gradient, pass.Accumulate[i]);
            first += channels;
        }
    }

    private static PointwiseException Differs(string how, string expected, string found, string fix) =>
        new("inputs", $"Concat joins branches {how}", expected, found, fix);

    private static string Extent(Shape shape) => $"{shape.H}x{shape.W}";
}
