using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

/// <summary>One thing to try an operator on.</summary>
/// <param name="Name">Unique; names the operator and what is particular.</param>
/// <param name="Operator">With its attributes.</param>
/// <param name="Inputs">Shapes of its inputs.</param>
internal sealed record OperatorCase(string Name, Operator Operator, params Shape[] Inputs)
{
    /// <summary>What is known of each input: floats of which only the shape is known where not said. What is known itself is not drawn.</summary>
    public ValueInfo[] Infos { get; init; } = ValueInfo.OfFloats(Inputs);

    public ValueInfo OutputInfo => Operator.Infer(Infos);

    /// <summary>How each input is drawn; the standard normal distribution where not said.</summary>
    public Draw[] Values { get; init; } = [.. Inputs.Select(_ => Draws.Normal)];

    /// <summary>Whether the operator has a derivative at the drawn values: not where maxima tie.</summary>
    public bool IsSmooth { get; init; } = true;

    /// <summary>Whether training draws random numbers, so that only inference has one right answer.</summary>
    public bool IsRandom => Operator is Dropout { Rate: > 0 };

    /// <summary>Whether a gradient comes back.</summary>
    public bool HasGradient => Runs && Operator.HasBackward && OutputInfo.Kind == ElementKind.Float32;

    /// <summary>Whether there is anything to run: an input is filled by the caller.</summary>
    public bool Runs => Operator is not Input;

    /// <summary>Whether a picture's result depends on that picture alone outside training, so that it is the same in any batch.</summary>
    public bool IsPerPicture => Runs && Operator is not (Softmax { Axis: 0 } or GeneralOperator and not (Concat { Axis: 1 } or Flatten { Axis: 1 }) or FedParameters) && Inputs.All(s => s.Rank >= 2 && s.N == Inputs[0].N) && Operator.OutputShape(Inputs).Rank >= 2;

    /// <summary>Fixed by the name (FNV-1a).</summary>
    public int Seed => (int)(Name.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619) & 0x7FFFFFFF);

    /// <summary>A case whose inputs are of other kinds than floats, or known.</summary>
    public static OperatorCase Of(string name, Operator op, params ValueInfo[] infos) => new(name, op, [.. infos.Select(i => i.Shape)]) { Infos = infos };

    public override string ToString() => Name;
}
