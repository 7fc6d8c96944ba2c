using Pointwise.Data.Resizing;

namespace Pointwise.Inference.Dense;

/// <summary>A cell of a map, for one class.</summary>
/// <param name="Scale">The map's scale.</param>
/// <param name="Class">The class.</param>
/// <param name="Label">Its name.</param>
/// <param name="Probability">Its probability there, 0 to 1.</param>
/// <param name="Row">The cell's row.</param>
/// <param name="Column">Its column.</param>
/// <param name="Region">The part of the picture as it was given that the cell answers for.</param>
public sealed record DensePlace(double Scale, int Class, string Label, double Probability, int Row, int Column, Region Region);
