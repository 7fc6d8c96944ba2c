namespace Pointwise.Data;

/// <summary>Pictures with one class each. They need not be of one size.</summary>
public interface IDataSet : IPictureSet
{
    /// <summary>The class of a picture.</summary>
    /// <param name="index">Which picture, from 0.</param>
    int Label(int index);
}
