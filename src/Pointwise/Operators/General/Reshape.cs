using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// The elements in row-major order under a shape that is the second input: 0 keeps the extent at its place, one -1 is what is left over.
/// </summary>
/// <param name="AllowZero">Whether 0 is an extent of 0 rather than the one at its place.</param>
public sealed record Reshape(bool AllowZero = false) : Reshaping
{
    /// <inheritdoc/>
    public override string Name => "Reshape";

    internal override Attributes Attributes => new Attributes(Name).With("allowzero", AllowZero);

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 2);
        Shape shape = inputs[0].Shape;
        long[] wanted = Require.KnownIntegers("shape", inputs[1]).ToArray();
        int open = -1;
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == 0 && !AllowZero)
                wanted[i] = i < shape.Rank ? shape[i] : throw Wrong("keeps an extent that is not there", $"0 at places 0 to {shape.Rank - 1}", $"0 at place {i}");
            if (wanted[i] != -1) continue;
            if (open >= 0) throw Wrong("leaves two extents open", "at most one -1", $"[{string.Join(',', wanted)}]");
            (open, wanted[i]) = (i, 1);
        }

        long elements = Extents.ToShape("shape", wanted).Elements;
        if (open >= 0 && elements > 0 && shape.Elements % elements == 0) wanted[open] = shape.Elements / elements;
        else if (elements != shape.Elements || open >= 0) throw Wrong("does not hold the elements", $"{shape.Elements} elements as {shape}", $"[{string.Join(',', wanted)}]");
        return new ValueInfo(Extents.ToShape("shape", wanted), inputs[0].Kind);
    }

    internal static Reshape Read(Attributes a) => new(a.Flag("allowzero"));

    private static PointwiseException Wrong(string problem, string expected, string found) => new("shape", problem, expected, found, "correct the shape");
}
