namespace Pointwise.Graphs;

/// <summary>How a picture is read between its pixels. All but <see cref="Nearest"/> widen with the reduction, so that nothing is skipped.</summary>
public enum Interpolation
{
    /// <summary>The pixel that the place falls on.</summary>
    Nearest,

    /// <summary>A triangle one pixel to either side.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -0.5, two pixels to either side.</summary>
    Bicubic,

    /// <summary>The mean of the pixels whose centres are covered.</summary>
    Area,

    /// <summary>A sinc under a sinc, three pixels to either side.</summary>
    Lanczos,
}
