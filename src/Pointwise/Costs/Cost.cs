namespace Pointwise.Costs;

/// <summary>What a part of a network costs in one forward pass.</summary>
/// <param name="Weights">Weights of convolutions and fully connected layers: what papers list.</param>
/// <param name="Parameters">All trained parameters: weights, biases, factors and addends of batch norm.</param>
/// <param name="MultiplyAdds">Products of weights and activations, each with its addition.</param>
/// <param name="ActivationBytes">Bytes of results that need memory of their own, 4 a value.</param>
public readonly record struct Cost(long Weights, long Parameters, long MultiplyAdds, long ActivationBytes)
{
    /// <summary>Floating-point operations: two a multiply-add.</summary>
    public long Flops => 2 * MultiplyAdds;

    /// <summary>Its part of a whole's multiply-adds, 0 to 1.</summary>
    /// <param name="total">The whole.</param>
    public double ShareOf(Cost total) => total.MultiplyAdds == 0 ? 0 : (double)MultiplyAdds / total.MultiplyAdds;

    /// <summary>The cost of both.</summary>
    public static Cost operator +(Cost left, Cost right) => new(
        left.Weights + right.Weights, left.Parameters + right.Parameters, left.MultiplyAdds + right.MultiplyAdds, left.ActivationBytes + right.ActivationBytes);

    /// <summary>The cost of both.</summary>
    public static Cost Add(Cost left, Cost right) => left + right;

    /// <summary>The cost of all.</summary>
    internal static Cost Sum(IEnumerable<Cost> costs) => costs.Aggregate(default(Cost), Add);
}
