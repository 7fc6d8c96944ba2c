namespace Pointwise.Data;

/// <summary>Pictures with a class for each of their pixels. They need not be of one size.</summary>
public interface IMaskSet : IPictureSet
{
    /// <summary>Reads the classes of a picture's pixels. Several threads may do so at once.</summary>
    /// <param name="index">Which picture, from 0.</param>
    /// <exception cref="PointwiseException">They cannot be read, or a pixel is of no class that there is.</exception>
    Mask Mask(int index);
}
