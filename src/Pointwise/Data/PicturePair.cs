namespace Pointwise.Data;

/// <summary>A picture and the classes of its pixels.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Mask">Of the same size.</param>
internal sealed record PicturePair(Picture Picture, Mask Mask)
{
    /// <summary>Reads both.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="index">Which picture, from 0.</param>
    /// <exception cref="PointwiseException">One cannot be read, they differ in size, or a pixel is of no class that there is.</exception>
    public static PicturePair Read(IMaskSet data, int index)
    {
        if (data is CachedMaskSet cached) return cached.Pair(index);
        Picture picture = data.Read(index);
        Mask mask = data.Mask(index);
        picture.Check(data.NameOf(index));
        bool isOfSize = mask.Height == picture.Height && mask.Width == picture.Width && mask.Classes.Length == (long)mask.Height * mask.Width;
        int unknown = isOfSize && data.Classes.Length < Data.Mask.Ignored ? mask.Classes.Span.IndexOfAnyInRange((byte)data.Classes.Length, (byte)(Data.Mask.Ignored - 1)) : -1;
        if (isOfSize && unknown < 0) return new PicturePair(picture, mask);
        if (isOfSize)
        {
            throw new PointwiseException($"{data.NameOf(index)}: row {unknown / mask.Width}, column {unknown % mask.Width} of its mask", "no such class",
                $"0 to {data.Classes.Length - 1}, or {Data.Mask.Ignored} for pixels that count nowhere", $"{mask.Classes.Span[unknown]}", "add the class, or mend the mask");
        }

        throw new PointwiseException(data.NameOf(index), "its mask has another size", $"{picture.Height}x{picture.Width}, a class for each pixel", $"{mask.Height}x{mask.Width}", "write the mask again at the picture's size; a picture that is turned by EXIF needs a mask turned likewise");
    }
}
