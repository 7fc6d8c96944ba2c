namespace Pointwise.Training.Config;

/// <summary>What a run learns of its pictures.</summary>
public enum RunTask
{
    /// <summary>One class a picture.</summary>
    Classification,

    /// <summary>A class for every pixel.</summary>
    Segmentation,
}
