using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Zoo;

/// <summary>What is done to pictures, by a word or as a file, for models whose files do not say it.</summary>
internal static class PreprocessingChoice
{
    /// <summary>From this many pixels on pictures are cropped; smaller networks see them whole.</summary>
    private const int CropFrom = 128;

    private static readonly Shape Designed = new(1, 3, 224, 224);

    private static readonly (string Name, Preprocessing Preprocessing)[] Known =
    [
        ("imagenet", new() { ResizeShortSide = 256, Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f] }),
        ("inception", new() { ResizeShortSide = 256, Mean = [0.5f, 0.5f, 0.5f], Deviation = [0.5f, 0.5f, 0.5f] }),
        ("caffe", new() { ResizeShortSide = 256, Channels = ChannelOrder.Bgr, Scale = 1, Mean = [104, 117, 123], Deviation = [1, 1, 1] }),
        ("unit", new() { ResizeShortSide = 256, Mean = [0, 0, 0], Deviation = [1, 1, 1] }),
        ("bytes", new() { ResizeShortSide = 256, Scale = 1, Mean = [0, 0, 0], Deviation = [1, 1, 1] }),
    ];

    /// <summary>What words there are, for help.</summary>
    public const string Help = "imagenet (torchvision's means), inception (-1 to 1), caffe (BGR minus 104, 117, 123), unit (0 to 1), bytes (0 to 255), or a JSON file";

    /// <summary>What is assumed where nobody says anything: the short side resized, values from 0 to 1.</summary>
    /// <param name="input">The network's input.</param>
    public static Preprocessing Usual(Shape input) => Read("unit", input, Limits.Default);

    /// <summary>The preprocessing of a word, in proportion to the input, or that of a file.</summary>
    /// <param name="text">A word, or the path of a file as `info --json` writes it.</param>
    /// <param name="input">The network's input, [N,C,H,W].</param>
    /// <param name="limits">How much of a file is believed.</param>
    /// <exception cref="PointwiseException">There is no such word or file, or the file is wrong.</exception>
    public static Preprocessing Read(string text, Shape input, Limits limits)
    {
        foreach ((string name, Preprocessing known) in Known)
        {
            if (name != text) continue;
            Preprocessing scaled = known.For(Designed, input);
            int side = Math.Min(input.H, input.W);
            return side < CropFrom ? scaled with { ResizeShortSide = side } : scaled;
        }

        if (!File.Exists(text) && !text.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            string[] names = [.. Known.Select(k => k.Name)];
            throw new PointwiseException("--preprocessing", "no such preprocessing", $"{string.Join(", ", names)}, or a JSON file", text, $"{NearestName.Suggestion(text, names)}name one of these");
        }

        return PreprocessingText.Read(SmallTextFile.Read(text, limits), text, limits);
    }
}
