namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>A whole file as its markers tell it; coded bits are found, not decoded.</summary>
/// <param name="Frame">Its frame.</param>
/// <param name="Scans">Its scans.</param>
/// <param name="Quantisers">By component: 64 factors row by row.</param>
/// <param name="Model">What its planes mean.</param>
/// <param name="Orientation">How the camera was held, 1 to 8 as EXIF counts.</param>
internal sealed record JpegStructure(Frame Frame, IReadOnlyList<Scan> Scans, IReadOnlyList<short[]> Quantisers, ColourModel Model, int Orientation);
