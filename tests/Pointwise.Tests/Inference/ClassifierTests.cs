using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Tuning;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Inference;

public sealed class ClassifierTests : IDisposable
{
    private static readonly DrawnShapes Shapes = new(70, 5);
    private readonly Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Shapes, 1);
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 7, 2)]
    [InlineData(10, 7, 1)]
    public async Task ClassifyMany_AnyBatchAndThreads_AnswersAsForSinglePictures(int views, int batch, int threads)
    {
        var options = new ClassifierOptions { Views = views, BatchSize = batch, Threads = threads };
        using var classifier = new Classifier(model, options);
        var many = new List<Classification>();
        await foreach (Classification c in classifier.ClassifyMany(Sources(Shapes.Count), 3, TestContext.Current.CancellationToken)) many.Add(c);
        Assert.Equal(Enumerable.Range(0, Shapes.Count).Select(i => (long)i), many.Select(c => c.Index));
        using var single = new Classifier(model, options with { Threads = 1 });
        for (int i = 0; i < Shapes.Count; i++)
        {
            Assert.Equal($"shape {i}", many[i].Picture);
            Assert.Equal(single.Classify(Shapes.Read(i), 3), many[i].Answers);
        }
    }

    [Fact]
    public async Task ClassifyMany_PicturesThatCannotBeRead_GiveErrorsInTheirPlaces()
    {
        using var classifier = new Classifier(model, 1);
        IEnumerable<PictureSource> sources = Sources(9).Select((s, i) => i % 3 == 1 ? s with { Read = () => throw new PointwiseException(s.Name, "bad", "good", "none", "mend it") } : s);
        var many = new List<Classification>();
        await foreach (Classification c in classifier.ClassifyMany(sources, stop: TestContext.Current.CancellationToken)) many.Add(c);
        Assert.Equal([false, true, false, false, true, false, false, true, false], many.Select(c => c.Error is not null));
        Assert.Equal("bad", many[4].Error!.Problem);
        Assert.Empty(many[4].Answers);
        Assert.Equal(classifier.Classify(Shapes.Read(8)), many[8].Answers);
    }

    [Fact]
    public async Task ClassifyMany_OfAnEndlessList_ReadsABoundedNumberAhead()
    {
        int read = 0;
        using var classifier = new Classifier(model, 1);
        int seen = 0;
        await foreach (Classification c in classifier.ClassifyMany(Endless(), stop: TestContext.Current.CancellationToken))
        {
            if (++seen == 3) break;
        }

        int after = Volatile.Read(ref read);
        Assert.InRange(after, 3, 200);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(after, Volatile.Read(ref read));

        IEnumerable<PictureSource> Endless()
        {
            while (true)
            {
                yield return new PictureSource("shape", () =>
                {
                    Interlocked.Increment(ref read);
                    return Shapes.Read(0);
                });
            }
        }
    }

    [Fact]
    public async Task ClassifyMany_WhenStopped_Stops()
    {
        using var stop = new CancellationTokenSource();
        using var classifier = new Classifier(model, 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Classification c in classifier.ClassifyMany(Enumerable.Repeat(Sources(1).Single(), int.MaxValue), stop: stop.Token)) await stop.CancelAsync();
        });
    }

    [Fact]
    public async Task ClassifyMany_AListThatThrows_PassesItOn()
    {
        using var classifier = new Classifier(model, 1);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () =>
        {
            await foreach (Classification c in classifier.ClassifyMany(Throwing(), stop: TestContext.Current.CancellationToken)) Assert.Fail("nothing to answer");
        });

        static IEnumerable<string> Throwing()
        {
            if (Shapes.Count > 0) throw new InvalidTimeZoneException();
            yield return "";
        }
    }

    [Fact]
    public void Classify_FileStreamPictureAndPixels_AgreeWithEachOther()
    {
        string file = folder.File("model.safetensors"), path = folder.File("shape.png");
        ModelFile.Save(model, file);
        PictureFile.SavePng(path, Shapes.Read(3));
        using Classifier classifier = Classifier.Load(file);
        IReadOnlyList<Answer> expected = classifier.Classify(Shapes.Read(3));
        Assert.Equal(expected, classifier.Classify(path));
        using (FileStream stream = File.OpenRead(path)) Assert.Equal(expected, classifier.Classify(stream));
        Assert.Equal(expected, classifier.Classify(Picture.From(Shapes.Read(3).Pixels.Span, 28, 28, PixelOrder.Grey)));
        Assert.Equal(Shapes.Classes.AsEnumerable(), classifier.Labels);
        Assert.Equal(1, expected.Sum(a => a.Probability) + classifier.Classify(path, 6)[5].Probability, 1e-6);
    }

    [Fact]
    public void Classify_FromSeveralThreads_AnswersAsFromOne()
    {
        using var classifier = new Classifier(model, 1);
        IReadOnlyList<Answer>[] expected = [.. Enumerable.Range(0, 20).Select(i => classifier.Classify(Shapes.Read(i)))];
        Parallel.For(0, 200, i => Assert.Equal(expected[i % 20], classifier.Classify(Shapes.Read(i % 20))));
    }

    [Fact]
    public async Task ClassifyMany_ForAnotherSizeOfPictures_AnswersAsForSingleOnes()
    {
        var options = new ClassifierOptions { Input = new Shape(1, 1, 40, 40), Threads = 1 };
        using var classifier = new Classifier(model, options);
        IReadOnlyList<Answer> larger = classifier.Classify(Shapes.Read(2), 3);
        var many = new List<Classification>();
        await foreach (Classification c in classifier.ClassifyMany(Sources(9), 3, TestContext.Current.CancellationToken)) many.Add(c);
        Assert.Equal(larger, many[2].Answers);
        using var usual = new Classifier(model, 1);
        Assert.NotEqual(usual.Classify(Shapes.Read(2), 3), larger);
    }

    [Fact]
    public async Task ClassifyMany_AfterTheClassifierIsDisposed_SaysSo()
    {
        var classifier = new Classifier(model, 1);
        IAsyncEnumerable<Classification> stream = classifier.ClassifyMany(Sources(3), stop: TestContext.Current.CancellationToken);
        classifier.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (Classification c in stream) Assert.Fail("nothing to answer");
        });
        Assert.Throws<ObjectDisposedException>(() => classifier.Classify(Shapes.Read(0)));
    }

    [Theory]
    [InlineData(AlgorithmChoice.Direct)]
    [InlineData(AlgorithmChoice.Fastest)]
    public void Classify_ByOtherWays_AnswersTheSame(AlgorithmChoice choice)
    {
        using Classifier usual = new(model, 1), other = new(model, new ClassifierOptions { Threads = 1, Algorithms = choice });
        for (int i = 0; i < 10; i++)
        {
            IReadOnlyList<Answer> expected = usual.Classify(Shapes.Read(i), 3), found = other.Classify(Shapes.Read(i), 3);
            for (int k = 0; k < 3; k++) Assert.Equal(expected[k].Probability, found[k].Probability, 1e-5);
        }
    }

    [Fact]
    public void Options_ThatAskForWhatIsNotThere_AreRefused()
    {
        Assert.Equal("did you mean main? name one of these", Assert.Throws<PointwiseException>(() => new Classifier(model, new ClassifierOptions { Head = "mian" })).Fix);
        Assert.Equal("no such number of views", Assert.Throws<PointwiseException>(() => new Classifier(model, new ClassifierOptions { Views = 3 })).Problem);
        Assert.Throws<PointwiseException>(() => Classifier.Load(folder.File("none")));
    }

    private static IEnumerable<PictureSource> Sources(int count) => Enumerable.Range(0, count).Select(i => new PictureSource($"shape {i}", () => Shapes.Read(i)));
}
