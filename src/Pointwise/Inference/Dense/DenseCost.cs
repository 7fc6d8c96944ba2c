namespace Pointwise.Inference.Dense;

/// <summary>What a map costs, and what its cells would cost one by one.</summary>
/// <param name="MultiplyAdds">Multiply-adds of the map, what tiles compute twice included.</param>
/// <param name="CropMultiplyAdds">Multiply-adds of as many separate windows as the map has cells.</param>
/// <param name="Tiles">Parts that the picture went through the network in.</param>
public readonly record struct DenseCost(long MultiplyAdds, long CropMultiplyAdds, int Tiles)
{
    /// <summary>How many times fewer multiply-adds the map takes.</summary>
    public double Saving => (double)CropMultiplyAdds / MultiplyAdds;
}

/// <summary>What was measured of a map.</summary>
/// <param name="MapSeconds">Seconds of the network over the whole map.</param>
/// <param name="CropSeconds">Seconds of the network over as many separate windows as the map has cells: one window's seconds times their number.</param>
/// <param name="CropsMeasured">Windows that were run for that.</param>
public readonly record struct DenseTimes(double MapSeconds, double CropSeconds, int CropsMeasured);
