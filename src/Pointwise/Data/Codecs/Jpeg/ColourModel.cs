namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>What a file's planes mean.</summary>
internal enum ColourModel
{
    Grey,
    Rgb,

    /// <summary>Luminance and two differences (JFIF 1.02).</summary>
    Ycc,

    /// <summary>Inks, stored as 255 minus ink, as all known writers do.</summary>
    Cmyk,

    /// <summary>Three inks as luminance and differences, and black, stored as 255 minus ink.</summary>
    Ycck,
}
