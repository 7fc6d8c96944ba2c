using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Xunit;

namespace Pointwise.Tests.Data;

public class AugmentationTests
{
    public static TheoryData<Augmentation, string> Wrong => new()
    {
        { new Augmentation(-1), "augmentation: Shift: out of range\n  expected: 0 to 1024\n  found:    -1\n  fix:      correct Shift" },
        { new Augmentation(0, 181), "augmentation: Rotation: out of range" },
        { new Augmentation(0, 0, float.NaN), "augmentation: Zoom: out of range" },
        { new Augmentation { Flip = 1.5f }, "augmentation: Flip: out of range" },
        { new Augmentation { PaddedCrop = -1 }, "augmentation: PaddedCrop: out of range" },
        { new Augmentation { Mixup = -0.1f }, "augmentation: Mixup: out of range" },
        { new Augmentation { CutMix = float.PositiveInfinity }, "augmentation: CutMix: out of range" },
        { new Augmentation { AreaCrop = new AreaCrop(0.5f, 0.4f) }, "augmentation: AreaCrop.LeastArea: out of range" },
        { new Augmentation { AreaCrop = new AreaCrop(LeastAspect: 0) }, "augmentation: AreaCrop.LeastAspect: out of range" },
        { new Augmentation { ColourJitter = new ColourJitter(Hue: 0.6f) }, "augmentation: ColourJitter.Hue: out of range" },
        { new Augmentation { Erasing = new Erasing(2) }, "augmentation: Erasing.Probability: out of range" },
        { new Augmentation { AreaCrop = new AreaCrop(), PaddedCrop = 4 }, "augmentation: two ways to cut a part out\n  expected: one of AreaCrop, PaddedCrop and ScaledCrop\n  found:    AreaCrop and PaddedCrop" },
        { new Augmentation { ScaledCrop = new ScaledCrop(2, 1) }, "augmentation: ScaledCrop.Least: out of range" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_ImpossibleRange_IsNamed(Augmentation augmentation, string message) =>
        Assert.StartsWith(message, Assert.Throws<PointwiseException>(augmentation.Check).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_Presets_Pass()
    {
        foreach (Augmentation preset in new[] { new Augmentation(), Augmentation.ForDigits, Augmentation.ForPhotographs, Augmentation.ForSmallPictures }) preset.Check();
        Assert.Equal(new Augmentation(2), Augmentation.ForDigits);
    }
}
