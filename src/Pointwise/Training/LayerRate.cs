namespace Pointwise.Training;

/// <summary>A learning rate of their own for some layers.</summary>
/// <param name="Pattern">A layer's or scope's name, which stands for everything below it, or a pattern with * and ?.</param>
/// <param name="Factor">What the rate is multiplied with there; 0 or more.</param>
public readonly record struct LayerRate(string Pattern, float Factor);
