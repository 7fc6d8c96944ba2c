using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Normalisations by channel.</summary>
internal static class Normalizations
{
    /// <summary>ONNX's momentum is the weight of the old value, ours that of the new one.</summary>
    public static void Batch(NodeContext n)
    {
        if (!n.Flag("spatial", true)) throw n.Unsupported("normalising every pixel by itself", "spatial 1", "spatial 0");
        float epsilon = n.Float("epsilon", 1e-5f), momentum = Math.Clamp(1 - n.Float("momentum", 0.9f), 0, 1);
        if (n.Flag("training_mode"))
        {
            TrainingBatch(n, epsilon, momentum);
            return;
        }

        n.Output(0, Pixels.WithChannels(n, n[0], x => n.AddWith(null, new BatchNorm(epsilon, momentum), x, n[1], n[2], n[3], n[4])));
    }

    public static void Instance(NodeContext n) =>
        n.Output(0, Pixels.WithChannels(n, n[0], x => n.AddWith(null, new InstanceNorm(n.Float("epsilon", 1e-5f)), x, n[1], n[2])));

    public static void LocalResponse(NodeContext n)
    {
        int size = n.Int32("size", 0);
        var op = new LocalResponseNorm(size, n.Float("alpha", 1e-4f), n.Float("beta", 0.75f), n.Float("bias", 1), LeansAhead: size % 2 == 0);
        n.Output(0, Pixels.WithChannels(n, n[0], x => n.Add(null, op, x)));
    }

    /// <summary>By the batch's own mean and variance, which are results too, mixed with those given: nodes for each step, since no layer of ours gives them out.</summary>
    private static void TrainingBatch(NodeContext n, float epsilon, float momentum)
    {
        Operand x = n[0];
        long[] channels = [.. Enumerable.Range(0, x.Shape.Rank).Select(i => i == 1 ? (long)x.Shape.C : 1)];
        Axes others = [.. Enumerable.Range(0, x.Shape.Rank).Where(i => i != 1)];
        Operand mean = n.Add("mean", new Reduce(Reduction.Mean, others), x);
        Operand centred = n.Add("centred", new Combine(Combination.Sub), x, mean);
        Operand variance = n.Add("variance", new Reduce(Reduction.Mean, others), n.Add("squares", new Combine(Combination.Mul), centred, centred));
        Operand deviation = n.Add("deviation", new Unary(UnaryFunction.Sqrt), n.Add("above_zero", new Combine(Combination.Add), variance, NodeContext.Scalar(epsilon)));
        Operand scaled = n.Add("scaled", new Combine(Combination.Mul), n.Add("normal", new Combine(Combination.Div), centred, deviation), ByChannel(n, 1, channels));
        n.Output(0, n.Add(null, new Combine(Combination.Add), scaled, ByChannel(n, 2, channels)));
        if (n.Wants(1)) n.Output(1, Mixed(n, "running_mean", n[3], mean, momentum));
        if (n.Wants(2)) n.Output(2, Mixed(n, "running_var", n[4], variance, momentum));
    }

    private static Operand ByChannel(NodeContext n, int input, long[] channels) => n.Add($"channels{input}", new Reshape(), n[input], NodeContext.List(channels));

    private static Operand Mixed(NodeContext n, string name, Operand old, Operand measured, float momentum)
    {
        Operand flat = n.Add($"{name}.flat", new Reshape(), measured, NodeContext.List(-1));
        Operand kept = n.Add($"{name}.kept", new Combine(Combination.Mul), old, NodeContext.Scalar(1 - momentum));
        return n.Add(name, new Combine(Combination.Add), kept, n.Add($"{name}.new", new Combine(Combination.Mul), flat, NodeContext.Scalar(momentum)));
    }
}
