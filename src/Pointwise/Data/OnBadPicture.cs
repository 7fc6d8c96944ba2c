namespace Pointwise.Data;

/// <summary>What is done about a picture that cannot be read.</summary>
public enum OnBadPicture
{
    /// <summary>Stop with its error.</summary>
    Fail,

    /// <summary>Go on without it: in training another picture of the epoch takes its place, in evaluation it is not scored.</summary>
    Skip,
}

/// <summary>A picture that was passed over.</summary>
/// <param name="Index">Its index in the data set.</param>
/// <param name="Name">Its name.</param>
/// <param name="Error">Why.</param>
public sealed record BadPicture(int Index, string Name, PointwiseException Error);
