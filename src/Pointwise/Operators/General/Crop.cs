using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// Pictures cut to the height and width of others: [N,C,H,W] beside [N',C',H',W'] gives [N,C,H',W'], rows and columns from a place on
/// (Caffe's crop layer; arXiv:1411.4038 aligns maps so).
/// </summary>
/// <param name="Top">Rows left out above.</param>
/// <param name="Left">Columns left out at the left.</param>
public sealed record Crop(int Top = 0, int Left = 0) : Cutting
{
    /// <inheritdoc/>
    public override string Name => "Crop";

    internal override Attributes Attributes => new Attributes(Name).With("top", Top).With("left", Left);

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 2);
        (Shape x, Shape like) = (inputs[0].Shape, inputs[1].Shape);
        Require.Image(x);
        Require.Image(like);
        Require.Range("top", Top, 0, int.MaxValue);
        Require.Range("left", Left, 0, int.MaxValue);
        if ((long)Top + like.H > x.H || (long)Left + like.W > x.W)
        {
            throw new PointwiseException("crop", "reaches beyond the picture", $"at least {(long)Top + like.H}x{(long)Left + like.W} pixels, for {like.H}x{like.W} from row {Top}, column {Left} on",
                $"{x.H}x{x.W}", "crop to a smaller picture, or enlarge this one");
        }

        return new ValueInfo(new Shape(x.N, x.C, like.H, like.W), inputs[0].Kind);
    }

    internal static Crop Read(Attributes a) => new(a.Integer("top", 0), a.Integer("left", 0));

    private protected override View Cut(View view, ReadOnlySpan<ValueInfo> inputs) =>
        view.Slice(2, Top, inputs[1].Shape.H).Slice(3, Left, inputs[1].Shape.W);
}
