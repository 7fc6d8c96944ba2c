namespace Pointwise.Data.Codecs.Png;

/// <summary>PNG's colour types; the numbers are the file's.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    RgbAlpha = 6,
}
