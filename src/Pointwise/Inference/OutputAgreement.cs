using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>How near the answers of two models to one picture lie to each other.</summary>
/// <param name="Values">How many values the first head of each gives.</param>
/// <param name="Largest">The largest |value| of the first model's answer.</param>
/// <param name="Difference">The largest difference of two values.</param>
/// <param name="SameFirst">Whether the same value is the largest in both.</param>
internal readonly record struct OutputAgreement(int Values, double Largest, double Difference, bool SameFirst)
{
    private const ulong Seed = 1;

    /// <summary>The largest difference as a part of the largest |value|; infinite where one of them is not finite, or their numbers differ.</summary>
    public double Share => Difference == 0 ? 0 : double.IsFinite(Difference) ? Difference / Math.Max(Largest, double.Epsilon) : double.PositiveInfinity;

    /// <summary>Whether a model is asked about pictures; one that is not is fed values drawn from a seed.</summary>
    public static bool AsksForPictures(Model model) => model.Graph.Input.Shape is { IsImage: true, C: 1 or 3 };

    /// <summary>Asks both models, each with its own preprocessing.</summary>
    /// <param name="first">One model.</param>
    /// <param name="second">The other.</param>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="withoutPasses">Rewrites that the first model is run without, so that what they do is compared too.</param>
    /// <exception cref="PointwiseException">A model cannot run, or the picture does not suit it.</exception>
    public static OutputAgreement Of(Model first, Model second, string where, Picture picture, params ImmutableArray<string> withoutPasses)
    {
        float[] expected = Answer(first, where, picture, withoutPasses), found = Answer(second, where, picture, []);
        double largest = expected.Length == 0 ? 0 : expected.Max(v => Math.Abs((double)v));
        if (expected.Length != found.Length) return new OutputAgreement(expected.Length, largest, double.PositiveInfinity, false);
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double off = expected[i].Equals(found[i]) ? 0 : Math.Abs((double)expected[i] - found[i]);
            difference = double.IsNaN(off) ? double.PositiveInfinity : Math.Max(difference, off);
        }

        return new OutputAgreement(expected.Length, largest, difference, First(expected) == First(found));
    }

    private static float[] Answer(Model model, string where, Picture picture, ImmutableArray<string> withoutPasses)
    {
        using var session = new Session(model, 1, new SessionOptions { WithoutPasses = withoutPasses });
        if (AsksForPictures(model)) new PictureReader(model.Graph.Name, session.InputShape, model.Preprocessing).Fill(where, picture, session.Input);
        else Draw(session.Input);
        session.Run();
        return session.Output().ToArray();
    }

    private static void Draw(Span<float> values)
    {
        var random = new RandomStream(Seed, 0);
        for (int i = 0; i < values.Length; i++) values[i] = (float)random.Normal(i);
    }

    private static int First(float[] values) => values.Length == 0 ? 0 : Array.IndexOf(values, values.Max());
}
