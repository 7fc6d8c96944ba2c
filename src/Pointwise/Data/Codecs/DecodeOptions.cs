namespace Pointwise.Data.Codecs;

/// <summary>How a picture is read.</summary>
internal readonly record struct DecodeOptions
{
    /// <summary>How much of it is believed.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Where only a small picture is needed: its short side in pixels. A decoder may give a smaller picture than the file's, never one whose short side is below this; 0 for the picture as it is.</summary>
    public int ShortSide { get; init; }

    public DecodeOptions()
    {
    }
}
