using Pointwise.Tests.Operators.Reference;

namespace Pointwise.Tests.Operators;

/// <summary>How the values of one input are drawn. All are floats exactly.</summary>
internal delegate void Draw(Random random, Field field);

internal static class Draws
{
    /// <summary>The standard normal distribution.</summary>
    public static readonly Draw Normal = Each((random, _) => Gauss(random));

    /// <summary>Four numbers only, so that many are equal.</summary>
    public static readonly Draw Few = Each((random, _) => random.Next(4) - 2);

    /// <summary>One 1 a row at a random place.</summary>
    public static readonly Draw OneHot = (random, field) =>
    {
        for (int n = 0; n < field.N; n++) field[n, random.Next(field.C)] = 1;
    };

    /// <summary>One 1 a pixel of a map, but none at about every fourth, whose label is ignored.</summary>
    public static readonly Draw Labels = (random, field) =>
    {
        for (int n = 0; n < field.N; n++)
            for (int h = 0; h < field.H; h++)
                for (int w = 0; w < field.W; w++)
                    if (random.Next(4) > 0) field[n, random.Next(field.C), h, w] = 1;
    };

    /// <summary>Zeros.</summary>
    public static readonly Draw Nothing = (_, _) => { };

    /// <summary>Rows of positive numbers whose sum is about 1.</summary>
    public static readonly Draw Distribution = (random, field) =>
    {
        for (int n = 0; n < field.N; n++)
        {
            double[] parts = [.. Enumerable.Range(0, field.C).Select(_ => random.NextDouble() + 0.01)];
            for (int c = 0; c < field.C; c++) field[n, c] = (float)(parts[c] / parts.Sum());
        }
    };

    /// <summary>Whole numbers, both ends among them.</summary>
    public static Draw Whole(int least, int most) => Each((random, _) => random.Next(least, most + 1));

    /// <summary>Whole numbers but 0, as far as this to either side.</summary>
    public static Draw NotZero(int most) => Each((random, _) => (random.Next(2) * 2 - 1) * random.Next(1, most + 1));

    public static Draw Uniform(double least, double most) => Each((random, _) => least + (most - least) * random.NextDouble());

    public static Draw Scaled(double deviation, double mean = 0) => Each((random, _) => mean + deviation * Gauss(random));

    private static Draw Each(Func<Random, int, double> value) => (random, field) =>
    {
        for (int i = 0; i < field.Values.Length; i++) field.Values[i] = (float)value(random, i);
    };

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
