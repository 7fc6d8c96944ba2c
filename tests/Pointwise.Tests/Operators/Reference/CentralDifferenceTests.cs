using Xunit;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>The references' gradients against (f(x + h) - f(x - h)) / 2h, where f is the output's sum weighted by its gradient.</summary>
public class CentralDifferenceTests
{
    private const double Tolerance = 1e-6;

    /// <summary>h: larger rounds less, smaller stays on its side of a kink.</summary>
    private const double SmoothStep = 1e-4, KinkedStep = 1e-6;
    private const int MostElements = 24, Directions = 2;

    /// <summary>A reference is one formula at any extent: cases that are large for the kernels' sake would say nothing new, for minutes.</summary>
    private const long MostMultiplyAdds = 500_000;

    public static IEnumerable<TheoryDataRow<string>> Smooth => OperatorCases.Names(c => c is { IsRandom: false, IsSmooth: true, HasGradient: true } && c.Operator.MultiplyAdds(c.Inputs) <= MostMultiplyAdds);

    [Theory, MemberData(nameof(Smooth))]
    public void Reference_Gradients_AgreeWithCentralDifferences(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        double step = double.IsInfinity(sample.Reference.DistanceToKink(sample.Inputs, sample.Parameters)) ? SmoothStep : KinkedStep;
        for (int i = 0; i < sample.Inputs.Length; i++)
            Check($"{sample}: gradient of input {i}", sample, step, sample.Inputs[i], sample.Gradients.Inputs[i]);
        for (int i = 0; i < sample.Parameters.Length; i++)
            Check($"{sample}: gradient of parameter {i}", sample, step, sample.Parameters[i], sample.Gradients.Parameters[i]);
    }

    private static void Check(string what, Sample sample, double step, Field argument, Field? gradient)
    {
        if (gradient is null) return;
        var random = new Random(sample.Seed);
        double allowed = Tolerance * Math.Max(gradient.Largest, 1e-3);
        foreach (int element in Elements(argument.Values.Length, random))
        {
            double difference = Slope(sample, step, argument, h => argument.Values[element] += h);
            Assert.True(Math.Abs(difference - gradient.Values[element]) <= allowed,
                $"{what}{argument.Place(element)}: central difference {difference:R}, reference {gradient.Values[element]:R}");
        }

        for (int d = 0; d < Directions; d++)
        {
            double[] direction = [.. argument.Values.Select(_ => (random.Next(2) * 2 - 1) / Math.Sqrt(argument.Values.Length))];
            double expected = direction.Zip(gradient.Values, (a, b) => a * b).Sum();
            double difference = Slope(sample, step, argument, h =>
            {
                for (int i = 0; i < direction.Length; i++) argument.Values[i] += h * direction[i];
            });
            Assert.True(Math.Abs(difference - expected) <= allowed, $"{what} in a random direction: central difference {difference:R}, reference {expected:R}");
        }
    }

    /// <summary>All elements of a small tensor, some of a large one.</summary>
    private static IEnumerable<int> Elements(int count, Random random) =>
        count <= MostElements ? Enumerable.Range(0, count) : Enumerable.Range(0, MostElements).Select(_ => random.Next(count));

    private static double Slope(Sample sample, double step, Field argument, Action<double> move)
    {
        double[] start = [.. argument.Values];
        var outputs = new double[2][];
        for (int i = 0; i < 2; i++)
        {
            move(i == 0 ? step : -step);
            outputs[i] = sample.Reference.Forward(sample.Inputs, sample.Parameters, training: true).Values;
            start.CopyTo(argument.Values, 0);
        }

        // differences first: what does not move leaves no rounding behind
        double slope = 0;
        for (int i = 0; i < outputs[0].Length; i++) slope += (outputs[0][i] - outputs[1][i]) * sample.OutputGradient.Values[i];
        return slope / (2 * step);
    }
}
