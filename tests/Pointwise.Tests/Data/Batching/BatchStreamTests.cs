using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Data.Batching;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data.Batching;

[Collection(AloneCollection.Name)]
public class BatchStreamTests
{
    private static readonly DrawnShapes Shapes = new(24, 7);
    private static readonly Shape Input = new(1, 1, 28, 28);
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public void Next_InOrder_NormalisesThePixelsAndSetsOneAClass()
    {
        Preprocessing preprocessing = PixelStatistics.Normalize(Shapes, Input);
        using var stream = new BatchStream(new BatchRecipe(Shapes, Input, preprocessing, 6), new SequentialOrder(24, 10), 1);
        int pictures = 0;
        while (stream.Next(Never) is { } batch)
        {
            Assert.Equal(Math.Min(10, 24 - pictures), batch.Count);
            for (int i = 0; i < batch.Count; i++, pictures++)
            {
                Assert.Equal(pictures, batch.Indices[i]);
                ReadOnlySpan<byte> pixels = Shapes.Read(pictures).Pixels.Span;
                for (int p = 0; p < pixels.Length; p++)
                    Assert.Equal((pixels[p] / 255.0 - preprocessing.Mean[0]) / preprocessing.Deviation[0], batch.Pictures[i * 784 + p], 1e-5);
                for (int c = 0; c < 6; c++) Assert.Equal(c == Shapes.Label(pictures) ? 1 : 0, batch.Targets[i * 6 + c]);
            }

            Assert.True(batch.Pictures[(batch.Count * 784)..].IndexOfAnyExcept(0f) < 0);
            Assert.True(batch.Targets[(batch.Count * 6)..].IndexOfAnyExcept(0f) < 0);
        }

        Assert.Equal(24, pictures);
        Assert.Null(stream.Next(Never));
    }

    [Theory]
    [InlineData(0, "ad437641d432980fb932d11b78998de230e2343ff66d915519acf7ea09bec0d9")]
    [InlineData(2, "fe93fddf9f016e271b123b6181ad16399477bdf114f9456e9ee77be2cd6ca807")]
    public void Next_ShiftedDigits_KeepTheirBits(float shift, string hash)
    {
        // what the published figure for MNIST was trained with
        Augmentation? augmentation = shift == 0 ? null : new Augmentation(shift);
        var recipe = new BatchRecipe(Shapes, Input, PixelStatistics.Normalize(Shapes, Input), 6) { Augmentation = augmentation, Seed = 5 };
        using var stream = new BatchStream(recipe, new TestOrder(24, 24, 4), 1, first: 3);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(stream.Next(Never)!.Pictures))));
    }

    [Fact]
    public void Next_Masks_SetOneAPixelAndNothingWhereIgnored()
    {
        var data = new Masks.DrawnMasks(5, 24, 32);
        var recipe = new BatchRecipe(data, new Shape(1, 3, 24, 32), new Preprocessing { Scale = 1 }, 4);
        Assert.Equal(24 * 32 * 4, recipe.TargetFloats);
        using var stream = new BatchStream(recipe, new SequentialOrder(5, 2), 1);
        int pictures = 0;
        while (stream.Next(Never) is { } batch)
        {
            for (int i = 0; i < batch.Count; i++, pictures++)
            {
                ReadOnlySpan<byte> mask = data.Mask(pictures).Classes.Span;
                for (int p = 0; p < mask.Length; p++)
                {
                    Assert.Equal(data.Red(mask[p]), batch.Pictures[i * batch.PictureFloats + 3 * p]);
                    for (int c = 0; c < 4; c++) Assert.Equal(c == mask[p] ? 1 : 0, batch.Targets[i * batch.TargetFloats + 4 * p + c]);
                }
            }
        }

        Assert.Equal(5, pictures);
    }

    [Fact]
    public void Next_MasksScaled_AreTheSameOnAnyThreadsAndAllocateNothing()
    {
        var data = new CachedMaskSet(new Masks.DrawnMasks(8, 24, 32));
        var recipe = new BatchRecipe(data, new Shape(1, 3, 20, 28), new Preprocessing(), 3) { Augmentation = Augmentation.ForMasks with { Shift = 2 }, Seed = 3 };
        float[]? expected = null;
        foreach (int threads in new[] { 0, 1, 3 })
        {
            using var stream = new BatchStream(recipe, new TestOrder(8, 4, 6), threads);
            var all = new List<float>();
            while (stream.Next(Never) is { } batch) all.AddRange(batch.Targets);
            expected ??= [.. all];
            Assert.Equal(expected, all);
        }

        Assert.Contains(expected!.Chunk(3), pixel => pixel.Sum() == 0);
        Assert.All(expected!.Chunk(3), pixel => Assert.True(pixel.Sum() is 0 or 1));
        using var endless = new BatchStream(recipe, new TestOrder(8, 4, 100_000), 2);
        for (int i = 0; i < 30; i++) endless.Next(Never);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 30; i++) endless.Next(Never);
        }));
    }

    [Fact]
    public void New_MasksMixed_IsRefused()
    {
        var recipe = new BatchRecipe(new Masks.DrawnMasks(8, 24, 32), new Shape(1, 3, 24, 32), new Preprocessing(), 3) { Augmentation = new Augmentation { Mixup = 0.2f } };
        var e = Assert.Throws<PointwiseException>(() => new BatchStream(recipe, new SequentialOrder(8, 4), 1));
        Assert.Equal(("pictures with masks cannot be mixed", "Mixup 0.2, CutMix 0"), (e.Problem, e.Found));
    }

    [Fact]
    public void Next_MaskThatCannotBeUsed_IsPassedOverOrFails()
    {
        var data = new BrokenMasks();
        BatchRecipe recipe = new(data, new Shape(1, 3, 24, 32), new Preprocessing(), 3);
        using (var failing = new BatchStream(recipe, new SequentialOrder(4, 4), 1))
            Assert.Equal("broken", Assert.Throws<PointwiseException>(() => failing.Next(Never)).Problem);
        using var skipping = new BatchStream(recipe with { OnBadPicture = OnBadPicture.Skip }, new SequentialOrder(4, 4), 1);
        Batch batch = skipping.Next(Never)!;
        Assert.Equal([0, Batch.None, 2, 3], batch.Indices.ToArray());
        Assert.True(batch.Targets.Slice(batch.TargetFloats, batch.TargetFloats).IndexOfAnyExcept(0f) < 0);
        Assert.Equal("broken masks[1]", skipping.ListBadPictures().Single().Name);
    }

    private sealed class BrokenMasks : IMaskSet
    {
        private readonly Masks.DrawnMasks whole = new(4, 24, 32);

        public string Name => "broken masks";

        public int Count => 4;

        public ImmutableArray<string> Classes => whole.Classes;

        public Picture Read(int index) => whole.Read(index);

        public Mask Mask(int index) => index == 1 ? throw new PointwiseException("mask", "broken", "a whole one", "a half", "mend it") : whole.Mask(index);
    }

    [Fact]
    public void Next_OnAnyThreads_GivesTheSameBits()
    {
        (float[] Pictures, float[] Targets) expected = All(0, 1, Everything);
        foreach ((int threads, int ahead) in new[] { (1, 1), (1, 3), (2, 2), (8, 4) })
        {
            (float[] pictures, float[] targets) = All(threads, ahead, Everything);
            Assert.Equal(expected.Pictures, pictures);
            Assert.Equal(expected.Targets, targets);
        }

        Assert.All(expected.Targets.Chunk(6), row => Assert.Equal(1, row.Sum(), 1e-5));
        Assert.Contains(expected.Targets, t => t is > 0 and < 1);
    }

    [Fact]
    public void Next_FromTheMiddle_GoesOnAsTheWholeRun()
    {
        float[] whole = All(1, 2, Everything).Pictures, rest = All(2, 2, Everything, first: 5).Pictures;
        Assert.Equal(whole[^rest.Length..], rest);
    }

    [Fact]
    public void Next_InMemory_AllocatesNothing()
    {
        var recipe = new BatchRecipe(Shapes, Input, new Preprocessing(), 6) { Augmentation = Everything };
        using var stream = new BatchStream(recipe, new TestOrder(24, 8, 100_000), 2);
        for (int i = 0; i < 30; i++) stream.Next(Never);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 30; i++) stream.Next(Never);
        }));
    }

    [Fact]
    public void Next_Views_StandSideBySide()
    {
        var data = new TestData24(i => Pictures.OfFormula(40 + i, 50, 3));
        Preprocessing preprocessing = new() { Scale = 1, ResizeShortSide = 32 };
        var input = new Shape(1, 3, 24, 24);
        ImmutableArray<PictureView> views = PictureView.Several(10, input);
        using var stream = new BatchStream(new BatchRecipe(data, input, preprocessing, 2) { Views = views }, new SequentialOrder(24, 3), 2);
        Batch batch = stream.Next(Never)!;
        int floats = 24 * 24 * 3;
        for (int i = 0; i < 3; i++)
            for (int v = 0; v < 10; v++)
                Assert.Equal(PictureReaderTests.Filled(data.Read(i), input, preprocessing, views[v]), batch.Pictures.Slice((i * 10 + v) * floats, floats).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Next_PictureThatCannotBeRead_TellsItsError(int threads)
    {
        var data = new TestData24(i => i is 5 or 7 ? throw new PointwiseException($"{i}.png", "damaged", "a picture", "noise", "get it anew") : Pictures.Flat(28, 28, 1));
        using var stream = new BatchStream(new BatchRecipe(data, Input, new Preprocessing(), 2), new SequentialOrder(24, 4), threads);
        Assert.Equal(0, stream.Next(Never)!.Number);
        Assert.StartsWith("5.png: damaged", Assert.Throws<PointwiseException>(() => stream.Next(Never)).Message, StringComparison.Ordinal);
        Assert.Equal(2, stream.Next(Never)!.Number);
    }

    [Fact]
    public void Next_PictureOfAnotherSize_NamesIt()
    {
        var data = new TestData24(i => Pictures.Flat(i == 2 ? 20 : 28, 28, 1));
        using var stream = new BatchStream(new BatchRecipe(data, Input, new Preprocessing(), 2), new SequentialOrder(24, 4), 1);
        Assert.Equal(
            "test[2]: picture of another size\n  expected: 28x28x1\n  found:    20x28x1\n  fix:      resize the picture to the network's input",
            Assert.Throws<PointwiseException>(() => stream.Next(Never)).Message);
    }

    [Fact]
    public void Next_SkippingInTraining_PutsOthersInTheSamePlacesOnAnyThreads()
    {
        (int[] first, string[] bad) = Skipping(0);
        Assert.Equal(["test[3]", "test[4]", "test[20]"], bad);
        Assert.DoesNotContain(first, i => i is 3 or 4 or 20);
        Assert.Equal(48, first.Length);
        foreach (int threads in new[] { 1, 2, 8 })
        {
            (int[] indices, string[] again) = Skipping(threads);
            Assert.Equal(first, indices);
            Assert.Equal(bad, again);
        }
    }

    [Fact]
    public void Next_SkippingInEvaluation_LeavesPlacesEmpty()
    {
        var recipe = new BatchRecipe(Broken(), Input, new Preprocessing { Mean = [1] }, 2) { OnBadPicture = OnBadPicture.Skip };
        using var stream = new BatchStream(recipe, new SequentialOrder(24, 6), 2);
        Batch batch = stream.Next(Never)!;
        Assert.Equal([0, 1, 2, Batch.None, Batch.None, 5], batch.Indices.ToArray());
        Assert.All(batch.Pictures.Slice(3 * 784, 2 * 784).ToArray(), v => Assert.Equal(0, v));
        Assert.Equal([0, 0, 0, 0], batch.Targets.Slice(6, 4).ToArray());
        Assert.Equal(2, stream.ListBadPictures().Length);
    }

    [Fact]
    public void Next_SkippingWhereAllAreBad_Stops()
    {
        var data = new TestData24(i => throw new PointwiseException($"{i}.png", "damaged", "a picture", "noise", "get it anew"));
        using var stream = new BatchStream(new BatchRecipe(data, Input, new Preprocessing(), 2) { OnBadPicture = OnBadPicture.Skip }, new TestOrder(24, 4, 1), 1);
        Assert.Equal("too many pictures cannot be read", Assert.Throws<PointwiseException>(() => stream.Next(Never)).Problem);
    }

    [Fact]
    public void Next_Stopped_Leaves()
    {
        using var gate = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var data = new TestData24(_ =>
        {
            stop.Cancel();
            gate.Wait(Never);
            return Pictures.Flat(28, 28, 1);
        });
        var stream = new BatchStream(new BatchRecipe(data, Input, new Preprocessing(), 2), new SequentialOrder(24, 4), 1);
        while (!stop.IsCancellationRequested) Thread.Yield();
        Assert.Throws<OperationCanceledException>(() => stream.Next(stop.Token));
        gate.Set();
        stream.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stream.Next(Never));
    }

    [Fact]
    public void Next_Ahead_ReadsNoFurtherThanTheRing()
    {
        int read = 0;
        var data = new TestData24(_ =>
        {
            Interlocked.Increment(ref read);
            return Pictures.Flat(28, 28, 1);
        });
        using var stream = new BatchStream(new BatchRecipe(data, Input, new Preprocessing(), 2), new SequentialOrder(24, 4), 2, ahead: 2);
        SpinWait.SpinUntil(() => Volatile.Read(ref read) == 12, 10_000);
        stream.Next(Never);
        Thread.Sleep(50);
        Assert.Equal(12, Volatile.Read(ref read));
        stream.Next(Never);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref read) == 16, 10_000));
    }

    private static Augmentation Everything { get; } = new(2, 10, 0.1f) { Flip = 0.5f, PaddedCrop = 3, ColourJitter = new ColourJitter(0.2f, 0.2f), Erasing = new Erasing(), Mixup = 0.2f, CutMix = 1 };

    private static (float[] Pictures, float[] Targets) All(int threads, int ahead, Augmentation augmentation, long first = 0)
    {
        var recipe = new BatchRecipe(Shapes, Input, new Preprocessing(), 6) { Augmentation = augmentation, Seed = 5 };
        using var stream = new BatchStream(recipe, new TestOrder(24, 7, 4), threads, ahead, first);
        List<float> pictures = [], targets = [];
        while (stream.Next(Never) is { } batch)
        {
            pictures.AddRange(batch.Pictures);
            targets.AddRange(batch.Targets);
        }

        return ([.. pictures], [.. targets]);
    }

    private static (int[] Indices, string[] Bad) Skipping(int threads)
    {
        using var stream = new BatchStream(new BatchRecipe(Broken(), Input, new Preprocessing(), 2) { OnBadPicture = OnBadPicture.Skip }, new TestOrder(24, 6, 2), threads);
        var indices = new List<int>();
        while (stream.Next(Never) is { } batch) indices.AddRange(batch.Indices);
        return ([.. indices], [.. stream.ListBadPictures().Select(b => b.Name)]);
    }

    private static TestData24 Broken() => new(i => i is 3 or 4 or 20 ? throw new PointwiseException("x", "damaged", "a picture", "noise", "get it anew") : Pictures.Flat(28, 28, (byte)i));

    /// <summary>Every epoch the same order.</summary>
    private sealed class TestOrder(int pictures, int batch, int epochs) : IBatchOrder
    {
        public int Largest => batch;

        public long Batches => (long)epochs * (pictures / batch);

        public bool Replaces => true;

        public int Epoch(long number) => (int)(number / (pictures / batch));

        public int Fill(long number, Span<int> chosen)
        {
            for (int i = 0; i < batch; i++) chosen[i] = (int)(number % (pictures / batch)) * batch + i;
            return batch;
        }
    }
}

/// <summary>24 pictures of two classes, made when they are asked for.</summary>
internal sealed class TestData24(Func<int, Picture> read) : IDataSet
{
    public string Name => "test";

    public int Count => 24;

    public ImmutableArray<string> Classes { get; } = ["even", "odd"];

    public int Label(int index) => index % 2;

    public Picture Read(int index) => read(index);
}
