namespace Pointwise.Graphs;

/// <summary>What a network says of a picture.</summary>
public enum ModelTask
{
    /// <summary>One class a picture.</summary>
    Classification,

    /// <summary>A class for every pixel.</summary>
    Segmentation,
}
