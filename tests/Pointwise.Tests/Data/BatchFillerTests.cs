using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data;

public class BatchFillerTests
{
    private static readonly DrawnShapes Shapes = new(24, 7);
    private static readonly Shape Input = new(1, 1, 28, 28);

    [Fact]
    public void Fill_WithoutMovement_NormalisesThePixels()
    {
        Preprocessing preprocessing = PixelStatistics.Normalize(Shapes, 1);
        using var workers = new Workers(1);
        var filler = new BatchFiller(Shapes, Input, preprocessing, 4, workers);
        var values = new float[4 * filler.PictureFloats];
        values.AsSpan().Fill(float.NaN);
        filler.Fill([5, 2], 0, values);
        byte[] pixels = Shapes.Read(2).Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i++)
            Assert.Equal((pixels[i] / 255.0 - preprocessing.Mean[0]) / preprocessing.Deviation[0], values[filler.PictureFloats + i], 1e-5);
        Assert.All(values[(2 * filler.PictureFloats)..], v => Assert.Equal(0, v));
    }

    [Fact]
    public void Normalize_GivesMeanZeroAndDeviationOne()
    {
        using var workers = new Workers(1);
        var filler = new BatchFiller(Shapes, Input, PixelStatistics.Normalize(Shapes, 1), 24, workers);
        var values = new float[24 * filler.PictureFloats];
        filler.Fill([.. Enumerable.Range(0, 24)], 0, values);
        Assert.Equal(0, values.Average(), 1e-4);
        Assert.Equal(1, values.Average(v => (double)v * v), 1e-4);
    }

    [Fact]
    public void Fill_OnAnyThreads_GivesTheSameBits()
    {
        float[] expected = Filled(1, 0);
        Assert.Equal(expected, Filled(2, 0));
        Assert.Equal(expected, Filled(8, 0));
        Assert.NotEqual(expected, Filled(1, 1));
    }

    [Fact]
    public void Fill_AfterTheFirst_AllocatesNothing()
    {
        using var workers = new Workers(2);
        var filler = new BatchFiller(Shapes, Input, new Preprocessing(), 8, workers, new Augmentation(2, 10, 0.1f));
        var values = new float[8 * filler.PictureFloats];
        int[] wanted = [1, 2, 3, 4, 5, 6, 7, 8];
        filler.Fill(wanted, 0, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int epoch = 1; epoch < 5; epoch++) filler.Fill(wanted, epoch, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void FillTargets_SetsOneAClass()
    {
        using var workers = new Workers(1);
        var targets = new float[3 * 6];
        new BatchFiller(Shapes, Input, new Preprocessing(), 3, workers).FillTargets([0, 8], 6, targets);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], targets);
    }

    [Fact]
    public void Movement_ByWholePixels_ShiftsThePicture()
    {
        byte[] source = [1, 2, 3, 4, 5, 6];
        var moved = new float[6];
        new Movement(1, 0, 1, -1).Read(source, 2, 3, 1, moved);
        Assert.Equal([0, 0, 0, 2, 3, 0], moved);
    }

    [Fact]
    public void Movement_ByAQuarterTurn_TurnsThePicture()
    {
        byte[] source = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var moved = new float[9];
        new Movement(0, 1, 0, 0).Read(source, 3, 3, 1, moved);
        Assert.Equal([7, 4, 1, 8, 5, 2, 9, 6, 3], moved);
    }

    [Fact]
    public void Movement_ByHalfAPixel_ReadsBetweenNeighbours()
    {
        var moved = new float[4];
        new Movement(1, 0, 0, 0.5f).Read([10, 20, 30, 40], 1, 4, 1, moved);
        Assert.Equal([5, 15, 25, 35], moved);
    }

    [Fact]
    public void Draw_StaysInItsRanges()
    {
        var augmentation = new Augmentation(2, 10, 0.1f);
        var random = new RandomStream(1, 2);
        for (int i = 0; i < 1000; i++)
        {
            Movement movement = augmentation.Draw(random, i);
            Assert.InRange(movement.Down, -2, 2);
            Assert.InRange(movement.Right, -2, 2);
            double size = 1 / Math.Sqrt(movement.Cos * movement.Cos + movement.Sin * movement.Sin);
            Assert.InRange(size, 0.8999, 1.1001);
            Assert.InRange(Math.Atan2(movement.Sin, movement.Cos) * 180 / Math.PI, -10.001, 10.001);
        }
    }

    [Fact]
    public void Augmentation_ImpossibleRange_IsNamed() => Assert.Equal(
        "augmentation: Shift: out of range\n  expected: 0 to 1024\n  found:    -1\n  fix:      correct Shift",
        Assert.Throws<PointwiseException>(() => new Augmentation(-1).Check()).Message);

    [Fact]
    public void Range_ReadsItsOwnPart()
    {
        var range = new DataSetRange(Shapes, 20, 4);
        Assert.Equal(Shapes.Read(22).Pixels.ToArray(), range.Read(2).Pixels.ToArray());
        Assert.Equal(Shapes.Label(22), range.Label(2));
        Assert.Throws<PointwiseException>(() => new DataSetRange(Shapes, 20, 5));
    }

    private static float[] Filled(int threads, int epoch)
    {
        using var workers = new Workers(threads);
        var filler = new BatchFiller(Shapes, Input, new Preprocessing(), 24, workers, new Augmentation(2, 10, 0.1f), 5);
        var values = new float[24 * filler.PictureFloats];
        filler.Fill([.. Enumerable.Range(0, 24)], epoch, values);
        return values;
    }
}
