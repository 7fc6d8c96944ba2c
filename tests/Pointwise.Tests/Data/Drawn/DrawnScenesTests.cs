using Pointwise.Data;
using Pointwise.Data.Drawn;
using Pointwise.Data.Masks;
using Xunit;

namespace Pointwise.Tests.Data.Drawn;

public class DrawnScenesTests
{
    [Fact]
    public void Read_SameSeed_DrawsTheSame()
    {
        DrawnScenes scenes = new(4, 40, 56, 7), again = new(4, 40, 56, 7), others = new(4, 40, 56, 8);
        Assert.Equal(scenes.Read(2).Pixels.ToArray(), again.Read(2).Pixels.ToArray());
        Assert.Equal(scenes.Mask(2).Classes.ToArray(), again.Mask(2).Classes.ToArray());
        Assert.NotEqual(scenes.Read(2).Pixels.ToArray(), others.Read(2).Pixels.ToArray());
        Assert.NotEqual(scenes.Mask(2).Classes.ToArray(), scenes.Mask(3).Classes.ToArray());
    }

    [Fact]
    public void Masks_OfManyScenes_HaveEveryClassAndMuchGround()
    {
        var scenes = new DrawnScenes(60, 48, 48, 1);
        var counts = new int[scenes.Classes.Length];
        for (int i = 0; i < scenes.Count; i++)
            foreach (byte c in scenes.Mask(i).Classes.Span) counts[c]++;
        int all = counts.Sum();
        Assert.InRange(counts[0] / (double)all, 0.35, 0.85);
        Assert.All(counts[1..], count => Assert.InRange(count / (double)all, 0.02, 0.3));
    }

    [Fact]
    public void Pictures_WithinAShape_AreOfOneColourBesideItsNoise()
    {
        var scenes = new DrawnScenes(10, 64, 64, 3);
        double within = 0, across = 0;
        int same = 0, different = 0;
        for (int i = 0; i < scenes.Count; i++)
        {
            ReadOnlySpan<byte> pixels = scenes.Read(i).Pixels.Span, mask = scenes.Mask(i).Classes.Span;
            for (int p = 0; p < 64 * 64 - 2; p++)
            {
                if (p % 64 >= 62) continue;
                double distance = Math.Abs(pixels[3 * p] - pixels[3 * p + 6]) + Math.Abs(pixels[3 * p + 1] - pixels[3 * p + 7]) + Math.Abs(pixels[3 * p + 2] - pixels[3 * p + 8]);
                if (mask[p] == mask[p + 2]) (within, same) = (within + distance, same + 1);
                else (across, different) = (across + distance, different + 1);
            }
        }

        Assert.True(across / different > 2.5 * within / same, $"{across / different} across edges, {within / same} within");
    }

    [Fact]
    public void Write_AFolder_IsOpenedAsItWasDrawn()
    {
        using var folder = new TemporaryFolder();
        var scenes = new DrawnScenes(3, 24, 32, 5);
        DrawnMaskFolder.Write(folder.Path, "train", scenes, TestContext.Current.CancellationToken);
        DrawnMaskFolder.Write(folder.Path, "test", new DrawnScenes(2, 24, 32, 6), TestContext.Current.CancellationToken);
        MaskSplit split = MaskSets.Open(folder.Path);
        Assert.Equal(scenes.Classes, split.Train.Classes);
        Assert.Equal(2, split.Test!.Count);
        for (int i = 0; i < 3; i++)
        {
            PicturePair pair = PicturePair.Read(split.Train, i);
            Assert.Equal(scenes.Read(i).Pixels.ToArray(), pair.Picture.Pixels.ToArray());
            Assert.Equal(scenes.Mask(i).Classes.ToArray(), pair.Mask.Classes.ToArray());
        }
    }
}
