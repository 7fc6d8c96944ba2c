using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;

namespace Pointwise.Tests.Operators;

/// <summary>Drawn values of a case, and what the reference makes of them.</summary>
internal sealed class Sample
{
    private const double LeastDistance = 1e-5;
    private readonly Lazy<Gradients> gradients;

    private Sample(OperatorCase @case, int seed, Field[] inputs, Field[] parameters)
    {
        (Case, Seed, Inputs, Parameters) = (@case, seed, inputs, parameters);
        Infos = [.. inputs.Zip(@case.Infos, (field, info) => info with { Shape = new Shape(field.Extents) })];
        OutputInfo = @case.Operator.Infer(Infos);
        OutputGradient = Drawn(Draws.Uniform(-1, 1), new Random(seed + 1), Field.Of(OutputInfo.Shape));
        Reference = OperatorReference.Of(@case);
        gradients = new Lazy<Gradients>(() => Reference.Backward(Inputs, Parameters, OutputGradient));
    }

    public OperatorCase Case { get; }

    public int Seed { get; }

    public Field[] Inputs { get; }

    public Field[] Parameters { get; }

    public ValueInfo[] Infos { get; }

    public ValueInfo OutputInfo { get; }

    public Field OutputGradient { get; }

    public OperatorReference Reference { get; }

    public Gradients Gradients => gradients.Value;

    /// <summary>Draws until no value lies so near a kink that float and double may take different sides of it.</summary>
    public static Sample Of(OperatorCase @case)
    {
        for (int seed = @case.Seed; ; seed++)
        {
            var random = new Random(seed);
            Field[] inputs = [.. @case.Infos.Zip(@case.Values, (info, draw) => info.Known is { } known ? Field.Of(known) : Drawn(draw, random, Field.Of(info.Shape)))];
            Field[] parameters = [.. @case.Operator.Parameters(@case.Inputs).Select(spec => Drawn(DrawOf(spec), random, Field.Of(spec.Shape)))];
            var sample = new Sample(@case, seed, inputs, parameters);
            if (!@case.IsSmooth || sample.Reference.DistanceToKink(sample.Inputs, sample.Parameters) > LeastDistance) return sample;
            if (seed > @case.Seed + 100) throw new InvalidOperationException($"{@case.Name}: no draw keeps clear of kinks");
        }
    }

    /// <summary>One picture of the batch, with the same parameters.</summary>
    public Sample Alone(int n) => new(Case, Seed, [.. Inputs.Select(i => i.Alone(n))], Parameters);

    /// <summary>The same values given to another operator.</summary>
    public Sample With(OperatorCase @case, Field[] inputs, Field[] parameters) => new(@case, Seed, inputs, parameters);

    public override string ToString() => $"{Case.Name} (seed {Seed})";

    private static Field Drawn(Draw draw, Random random, Field field)
    {
        draw(random, field);
        return field;
    }

    private static Draw DrawOf(ParameterSpec spec) => spec.Role switch
    {
        ParameterRole.Weight => Draws.Scaled(1 / Math.Sqrt(spec.FanIn)),
        ParameterRole.Scale or ParameterRole.RunningVariance => Draws.Uniform(0.5, 1.5),
        _ => Draws.Uniform(-0.5, 0.5),
    };
}
