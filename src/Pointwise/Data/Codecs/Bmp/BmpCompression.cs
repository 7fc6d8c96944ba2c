namespace Pointwise.Data.Codecs.Bmp;

/// <summary>How a bitmap's pixels are stored; the numbers are the file's.</summary>
internal enum BmpCompression
{
    None = 0,
    Runs8 = 1,
    Runs4 = 2,
    Masks = 3,
    Jpeg = 4,
    Png = 5,
    AlphaMasks = 6,
}
