using Pointwise.Architectures;
using Pointwise.Data;

namespace Pointwise.Training.Config;

/// <summary>Augmentation as options of a file: one key an item, one place for all of them.</summary>
internal static class AugmentationText
{
    private const string None = "none";

    /// <summary>A mapping, or the word none.</summary>
    public static YamlNode Write(Augmentation? augmentation) => augmentation is null
        ? new YamlText(0, None)
        : new YamlMapBuilder().Add("shift", augmentation.Shift).Add("rotation", augmentation.Rotation).Add("zoom", augmentation.Zoom).Build();

    /// <summary>Reads it from under a key; what is not written is as where nothing is said.</summary>
    public static Augmentation? Read(Fields options, string key)
    {
        var usual = new Augmentation();
        if (!options.Has(key)) return usual;
        if (options.Node(key) is YamlText { Value: None }) return null;
        Fields f = options.Inner(key).Only("shift", "rotation", "zoom");
        return new Augmentation(
            (float)f.Number("shift", 0, 1024, usual.Shift),
            (float)f.Number("rotation", 0, 180, usual.Rotation),
            (float)f.Number("zoom", 0, 0.9, usual.Zoom));
    }
}
