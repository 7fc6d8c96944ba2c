namespace Pointwise.Data;

/// <summary>Which part of a resized picture a view shows.</summary>
public enum ViewPlace
{
    /// <summary>The middle, of the network's size.</summary>
    Centre,

    /// <summary>The upper left corner.</summary>
    TopLeft,

    /// <summary>The upper right corner.</summary>
    TopRight,

    /// <summary>The lower left corner.</summary>
    BottomLeft,

    /// <summary>The lower right corner.</summary>
    BottomRight,

    /// <summary>All of it, resized once more to the network's size.</summary>
    Whole,
}

/// <summary>A square of a resized picture, as long as its short side, that a view is taken from.</summary>
public enum ViewSquare
{
    /// <summary>None: the view is taken from the whole picture.</summary>
    None,

    /// <summary>The left square, or the upper one.</summary>
    First,

    /// <summary>The one in the middle.</summary>
    Middle,

    /// <summary>The right square, or the lower one.</summary>
    Last,
}
