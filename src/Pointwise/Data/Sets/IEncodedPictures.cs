namespace Pointwise.Data.Sets;

/// <summary>Pictures that are files, on the disk or in an archive: their bytes can be had as they are.</summary>
internal interface IEncodedPictures : IPictureSet
{
    /// <summary>The bytes of a picture's file. Several threads may ask at once.</summary>
    /// <param name="index">Which picture, from 0.</param>
    /// <exception cref="PointwiseException">It cannot be read.</exception>
    ReadOnlyMemory<byte> Bytes(int index);
}
