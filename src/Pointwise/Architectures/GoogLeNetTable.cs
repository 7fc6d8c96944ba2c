namespace Pointwise.Architectures;

/// <summary>Table 1 of "Going deeper with convolutions" (arXiv:1409.4842): the widths of the nine modules, by the letters of the paper.</summary>
internal static class GoogLeNetTable
{
    public static InceptionWidths Module3A { get; } = new(64, 96, 128, 16, 32, 32);

    public static InceptionWidths Module3B { get; } = new(128, 128, 192, 32, 96, 64);

    public static InceptionWidths Module4A { get; } = new(192, 96, 208, 16, 48, 64);

    public static InceptionWidths Module4B { get; } = new(160, 112, 224, 24, 64, 64);

    public static InceptionWidths Module4C { get; } = new(128, 128, 256, 24, 64, 64);

    public static InceptionWidths Module4D { get; } = new(112, 144, 288, 32, 64, 64);

    public static InceptionWidths Module4E { get; } = new(256, 160, 320, 32, 128, 128);

    public static InceptionWidths Module5A { get; } = new(256, 160, 320, 32, 128, 128);

    public static InceptionWidths Module5B { get; } = new(384, 192, 384, 48, 128, 128);
}
