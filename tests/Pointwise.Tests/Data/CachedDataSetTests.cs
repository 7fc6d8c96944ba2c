using Pointwise.Data;
using Pointwise.Data.Batching;
using Pointwise.Data.Sets;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Batching;
using Xunit;

namespace Pointwise.Tests.Data;

public class CachedDataSetTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public void Read_Again_KeepsThePictureReduced()
    {
        int read = 0;
        var cached = new CachedDataSet(Counting(() => Interlocked.Increment(ref read)), 32);
        Picture first = cached.Read(3);
        Assert.Equal((32, 42, 3), (first.Height, first.Width, first.Channels));
        Assert.Equal(Pictures.OfFormula(63, 83, 3).Resize(32, 42, Interpolation.Bicubic).Pixels.ToArray(), first.Pixels.ToArray());
        Assert.Same(first, cached.Read(3));
        Assert.Equal(1, read);
        Assert.Equal(32 * 42 * 3, cached.Held);
    }

    [Fact]
    public void Read_WithoutRoom_GivesTheSamePictures()
    {
        int read = 0;
        IDataSet data = Counting(() => Interlocked.Increment(ref read));
        CachedDataSet roomy = new(data, 32), none = new(data, 32, 0), some = new(data, 32, 3 * 32 * 42 * 3);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 24; i++)
            {
                byte[] expected = roomy.Read(i).Pixels.ToArray();
                Assert.Equal(expected, none.Read(i).Pixels.ToArray());
                Assert.Equal(expected, some.Read(i).Pixels.ToArray());
            }
        }

        Assert.Equal(0, none.Held);
        Assert.InRange(some.Held, 1, 3 * 32 * 42 * 3);
        Assert.InRange(read, 24 + 48 + 24 + 21, 24 + 48 + 48 - 1);
    }

    [Fact]
    public void Read_ByManyThreads_CountsEachPictureOnce()
    {
        var cached = new CachedDataSet(Counting(() => { }), 16);
        Parallel.For(0, 480, i => cached.Read(i % 24));
        Assert.Equal(Enumerable.Range(0, 24).Sum(i => (long)cached.Read(i).Pixels.Length), cached.Held);
    }

    [Fact]
    public void Read_SmallPictureOrNoLimit_IsLeftAsItIs()
    {
        var picture = Pictures.OfFormula(20, 30, 3);
        Assert.Same(picture, new CachedDataSet(new TestData24(_ => picture), 32).Read(0));
        Assert.Same(picture, new CachedDataSet(new TestData24(_ => picture), 0).Read(0));
        Assert.Equal((20, 30, 1), (new CachedDataSet(new TestData24(_ => Pictures.OfFormula(20, 30, 2)), 0).Read(0) is var grey) ? (grey.Height, grey.Width, grey.Channels) : default);
    }

    [Fact]
    public void Batches_OfACache_DoNotDependOnItsRoom()
    {
        IDataSet data = Counting(() => { });
        var preprocessing = new Preprocessing { ResizeShortSide = 20 };
        float[] Run(long room, int threads)
        {
            var recipe = new BatchRecipe(new CachedDataSet(data, 28, room), new Shape(1, 3, 16, 16), preprocessing, 2) { Augmentation = Augmentation.ForPhotographs, Seed = 3 };
            using var stream = new BatchStream(recipe, new SequentialOrder(24, 8), threads);
            var all = new List<float>();
            while (stream.Next(Never) is { } batch) all.AddRange(batch.Pictures);
            return [.. all];
        }

        float[] expected = Run(0, 0);
        Assert.Equal(expected, Run(long.MaxValue, 1));
        Assert.Equal(expected, Run(10_000, 8));
    }

    [Theory]
    [InlineData(0, false, false, 0)]
    [InlineData(256, false, false, 320)]
    [InlineData(0, true, false, 320)]
    [InlineData(0, false, true, 320)]
    public void ShortSideFor_WhatIsSeen_HasHeadRoom(int resize, bool stretch, bool area, int expected) => Assert.Equal(expected, CachedDataSet.ShortSideFor(
        new Shape(1, 3, 224, 224), new Preprocessing { ResizeShortSide = resize, Stretch = stretch }, area ? Augmentation.ForPhotographs : null));

    [Fact]
    public void Read_Files_AsTheirDecoderGivesThemSmall()
    {
        string folder = TestData.Require("flowers5");
        IDataSet flowers = DataSets.Open(folder).Train;
        var cached = new CachedDataSet(flowers, 64);
        for (int i = 0; i < flowers.Count; i += 101)
        {
            Picture small = cached.Read(i), whole = flowers.Read(i);
            Assert.Equal(64, Math.Min(small.Height, small.Width));
            Assert.Equal((double)whole.Width / whole.Height, (double)small.Width / small.Height, 0.04);
            byte[] expected = whole.Resize(small.Height, small.Width, Interpolation.Bicubic).Pixels.ToArray();
            Assert.InRange(expected.Zip(small.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Average(), 0, 6);
        }
    }

    private static TestData24 Counting(Action read) => new(i =>
    {
        read();
        return Pictures.OfFormula(60 + i, 80 + i, 3);
    });
}
