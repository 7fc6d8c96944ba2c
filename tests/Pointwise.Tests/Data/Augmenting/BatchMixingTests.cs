using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

public class BatchMixingTests
{
    private const int Count = 5, Classes = 4;
    private static readonly Shape Input = new(1, 1, 12, 10);

    [Fact]
    public void Mix_Mixup_BlendsEachWithTheNextInOneShare()
    {
        (float[] pictures, float[] targets) = Mixed(new Augmentation { Mixup = 0.4f }, 0);
        for (int i = 0; i < Count; i++)
        {
            // picture i is all 1 + i; its next is all 1 + (i + 1) % Count
            float own = 1 + i, next = 1 + (i + 1) % Count, value = pictures[i * 120], share = (value - next) / (own - next);
            Assert.InRange(share, 0, 1);
            Assert.All(pictures[(i * 120)..((i + 1) * 120)], v => Assert.Equal(value, v));
            CheckTargets(targets, i, share);
        }
    }

    [Fact]
    public void Mix_CutMix_PutsARectangleInAndMixesByItsArea()
    {
        for (int epoch = 0; epoch < 20; epoch++)
        {
            (float[] pictures, float[] targets) = Mixed(new Augmentation { CutMix = 1 }, epoch);
            for (int i = 0; i < Count; i++)
            {
                float own = 1 + i, next = 1 + (i + 1) % Count;
                float[] picture = pictures[(i * 120)..((i + 1) * 120)];
                int[] other = [.. Enumerable.Range(0, 120).Where(p => picture[p] == next)];
                Assert.Equal(120 - other.Length, picture.Count(v => v == own));
                if (other.Length > 0)
                {
                    int h = other.Max(p => p / 10) - other.Min(p => p / 10) + 1, w = other.Max(p => p % 10) - other.Min(p => p % 10) + 1;
                    Assert.Equal(h * w, other.Length);
                }

                CheckTargets(targets, i, 1 - other.Length / 120f);
            }
        }
    }

    [Fact]
    public void Mix_Both_GivesEachPictureOneOfThem()
    {
        int blended = 0, cut = 0;
        for (int epoch = 0; epoch < 60; epoch++)
        {
            float[] pictures = Mixed(new Augmentation { CutMix = 1, Mixup = 1 }, epoch).Pictures;
            for (int i = 0; i < Count; i++)
            {
                bool whole = pictures[(i * 120)..((i + 1) * 120)].All(v => v == MathF.Floor(v));
                if (whole) cut++;
                else blended++;
            }
        }

        Assert.InRange(blended, 110, 190);
        Assert.InRange(cut, 110, 190);
    }

    [Fact]
    public void Mix_OnePicture_LeavesIt()
    {
        float[] picture = [.. Enumerable.Repeat(2f, 120)], target = [0, 1, 0, 0];
        new BatchMixing(new Augmentation { Mixup = 1 }, Input, Classes).Mix(new RandomStream(1, 1), [3], picture, target);
        Assert.All(picture, v => Assert.Equal(2, v));
        Assert.Equal([0, 1, 0, 0], target);
    }

    private static void CheckTargets(float[] targets, int i, float share)
    {
        float[] row = targets[(i * Classes)..((i + 1) * Classes)];
        var expected = new double[Classes];
        expected[i % Classes] += share;
        expected[(i + 1) % Count % Classes] += 1 - share;
        for (int c = 0; c < Classes; c++) Assert.Equal(expected[c], row[c], 1e-5);
        Assert.Equal(1, row.Sum(), 1e-6);
    }

    private static (float[] Pictures, float[] Targets) Mixed(Augmentation augmentation, int epoch)
    {
        float[] pictures = [.. Enumerable.Range(0, Count * 120).Select(i => 1f + i / 120)];
        var targets = new float[Count * Classes];
        for (int i = 0; i < Count; i++) targets[i * Classes + i % Classes] = 1;
        new BatchMixing(augmentation, Input, Classes).Mix(new RandomStream(1, 1).Split((ulong)epoch), [7, 3, 5, 1, 9], pictures, targets);
        return (pictures, targets);
    }
}
