using Pointwise.Drawing;

namespace Pointwise.Data.Masks;

/// <summary>What one value of masks means.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Colour">The colour that it has in coloured masks, and is drawn in; null where none is said.</param>
/// <param name="IsIgnored">Whether its pixels count nowhere: it is no class then.</param>
public readonly record struct ClassLine(string Name, Rgb? Colour = null, bool IsIgnored = false);
