using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Augmenting;

namespace Pointwise.Training.Config;

/// <summary>Augmentation as options of a file: one key an item, one place for all of them.</summary>
internal static class AugmentationText
{
    private const string None = "none";

    private static readonly OrderedDictionary<string, Augmentation?> Named = new(StringComparer.Ordinal)
    {
        [None] = null, ["digits"] = Augmentation.ForDigits, ["small pictures"] = Augmentation.ForSmallPictures, ["photographs"] = Augmentation.ForPhotographs,
        ["masks"] = Augmentation.ForMasks,
    };

    /// <summary>The word that stands for a set of changes; null where there is none.</summary>
    public static string? NameOf(Augmentation? augmentation) => Named.FirstOrDefault(n => Equals(n.Value, augmentation)).Key;

    /// <summary>A mapping of what is done, or the word none.</summary>
    public static YamlNode Write(Augmentation? augmentation)
    {
        if (augmentation is null) return new YamlText(0, None);
        YamlMapBuilder map = new YamlMapBuilder().Add("shift", augmentation.Shift).Add("rotation", augmentation.Rotation).Add("zoom", augmentation.Zoom);
        if (augmentation.Flip > 0) map.Add("flip", augmentation.Flip);
        if (augmentation.PaddedCrop is { } pad) map.Add("padded crop", pad);
        if (augmentation.AreaCrop is { } crop)
            map.Add("area crop", new YamlMapBuilder().Add("least area", crop.LeastArea).Add("most area", crop.MostArea).Add("least aspect", crop.LeastAspect).Add("most aspect", crop.MostAspect).Build());
        if (augmentation.ScaledCrop is { } scaled) map.Add("scaled crop", new YamlMapBuilder().Add("least", scaled.Least).Add("most", scaled.Most).Build());
        if (augmentation.ColourJitter is { } jitter)
            map.Add("colour jitter", new YamlMapBuilder().Add("brightness", jitter.Brightness).Add("contrast", jitter.Contrast).Add("saturation", jitter.Saturation).Add("hue", jitter.Hue).Build());
        if (augmentation.Erasing is { } erasing)
            map.Add("erasing", new YamlMapBuilder().Add("probability", erasing.Probability).Add("least area", erasing.LeastArea).Add("most area", erasing.MostArea).Add("least aspect", erasing.LeastAspect).Build());
        if (augmentation.Mixup > 0) map.Add("mixup", augmentation.Mixup);
        if (augmentation.CutMix > 0) map.Add("cutmix", augmentation.CutMix);
        return map.Build();
    }

    /// <summary>Reads it from under a key: a word, or a mapping, where what is not written is not done. Without the key it is as where nothing is said.</summary>
    public static Augmentation? Read(Fields options, string key)
    {
        if (!options.Has(key)) return new TrainingOptions().Augmentation;
        if (options.Node(key) is YamlText) return options.Choice(key, Named);
        Fields f = options.Inner(key).Only("shift", "rotation", "zoom", "flip", "padded crop", "area crop", "scaled crop", "colour jitter", "erasing", "mixup", "cutmix");
        return new Augmentation(Number(f, "shift", 1024), Number(f, "rotation", 180), Number(f, "zoom", 0.9))
        {
            Flip = Number(f, "flip", 1),
            PaddedCrop = f.Has("padded crop") ? f.Integer("padded crop", 0, 1024) : null,
            AreaCrop = f.Has("area crop") ? Crop(f.Inner("area crop")) : null,
            ScaledCrop = f.Has("scaled crop") ? Scaled(f.Inner("scaled crop")) : null,
            ColourJitter = f.Has("colour jitter") ? Jitter(f.Inner("colour jitter")) : null,
            Erasing = f.Has("erasing") ? Erased(f.Inner("erasing")) : null,
            Mixup = Number(f, "mixup", 100),
            CutMix = Number(f, "cutmix", 100),
        };
    }

    private static AreaCrop Crop(Fields f)
    {
        f.Only("least area", "most area", "least aspect", "most aspect");
        var usual = new AreaCrop();
        return new AreaCrop(Number(f, "least area", 1, usual.LeastArea), Number(f, "most area", 1, usual.MostArea), Number(f, "least aspect", 100, usual.LeastAspect), Number(f, "most aspect", 100, usual.MostAspect));
    }

    private static ScaledCrop Scaled(Fields f)
    {
        f.Only("least", "most");
        var usual = new ScaledCrop();
        return new ScaledCrop(Number(f, "least", 20, usual.Least), Number(f, "most", 20, usual.Most));
    }

    private static ColourJitter Jitter(Fields f)
    {
        f.Only("brightness", "contrast", "saturation", "hue");
        return new ColourJitter(Number(f, "brightness", 10), Number(f, "contrast", 10), Number(f, "saturation", 10), Number(f, "hue", 0.5));
    }

    private static Erasing Erased(Fields f)
    {
        f.Only("probability", "least area", "most area", "least aspect");
        var usual = new Erasing();
        return new Erasing(Number(f, "probability", 1, usual.Probability), Number(f, "least area", 1, usual.LeastArea), Number(f, "most area", 1, usual.MostArea), Number(f, "least aspect", 1, usual.LeastAspect));
    }

    private static float Number(Fields f, string key, double most, float otherwise = 0) => (float)f.Number(key, 0, most, otherwise);
}
