using ClassifyPhotos;
using Microsoft.Extensions.Logging;
using Pointwise;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Sets;
using Pointwise.Formats;
using Pointwise.Inference;
using Pointwise.Training;
using Pointwise.Training.Defaults;
using Pointwise.Training.Logs;

// ClassifyPhotos [FOLDER]: trains on a folder with one folder a class, or on pictures that it draws; saves, loads, classifies.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
string work = Directory.CreateTempSubdirectory("classify-photos-").FullName;
try
{
    await Run(args.FirstOrDefault(), work, new ConsoleLogger(), stop.Token);
    return 0;
}
catch (PointwiseException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped");
    return 130;
}
finally
{
    Directory.Delete(work, recursive: true);
}

static async Task Run(string? folder, string work, ILogger logger, CancellationToken stop)
{
    // The pictures: DataSets.Open parts a folder; any class that implements IDataSet does as well.
    (IDataSet train, IDataSet apart) = folder is null ? (new DrawnSigns(400, seed: 1), new DrawnSigns(100, seed: 2)) : Open(folder);
    Console.WriteLine($"{train.Count} pictures of {train.Classes.Length} classes: {string.Join(", ", train.Classes)}");

    // Training: what suits the pictures is chosen, and may be changed. Drawn signs are easy: a tiny network learns them in seconds.
    TrainingRun run = folder is null ? UsualRun.Of(train, apart, ArchitectureCatalog.Get("tiny-inception"), epochs: 6) : UsualRun.Of(train, apart);
    run = run with { Sinks = [new TrainingLogger(logger)] };
    TrainingResult result = TrainingLoop.Run(run, new Progress<TrainingProgress>(Show), stop);
    EvaluationReport report = Evaluation.Report(result.Model, apart, stop: stop);
    Console.WriteLine($"right: {report.Score.Top1} of {report.Score.Pictures}; calibration error {report.CalibrationError:P1}");

    // The model is one file.
    string file = Path.Combine(work, "signs.safetensors");
    ModelFile.Save(result.Model, file);
    result.Model.Dispose();
    using Classifier classifier = Classifier.Load(file, new ClassifierOptions { Logger = logger });

    // A frame in memory: blue, green, red, alpha, with rows that end on a multiple of 64 bytes.
    Picture first = apart.Read(0);
    (byte[] frame, int stride) = Frame.Of(first);
    Answer fromMemory = classifier.Classify(Picture.From(frame, first.Height, first.Width, PixelOrder.Bgra, stride))[0];
    Console.WriteLine($"a frame in memory: {fromMemory.Label} ({fromMemory.Probability:P1}), in truth {apart.Classes[apart.Label(0)]}");

    // The same picture as a stream.
    using var stream = new MemoryStream();
    PictureFile.SavePng(stream, first);
    stream.Position = 0;
    Console.WriteLine($"as a stream: the same answer: {classifier.Classify(stream)[0] == fromMemory}");

    // Many files, read ahead while the network runs. One that is no picture does not stop the others.
    string[] files = Write(apart, work, 24);
    int classified = 0, failed = 0, right = 0;
    await foreach (Classification picture in classifier.ClassifyMany(files, count: 1, stop))
    {
        if (picture.Error is not null) failed++;
        else classified++;
        if (picture.Error is null && Path.GetFileName(picture.Picture).StartsWith(picture.Answers[0].Label + "-", StringComparison.Ordinal)) right++;
    }

    Console.WriteLine($"files: {classified} classified, {right} of them right, {failed} could not be read");
}

static (IDataSet Train, IDataSet Apart) Open(string folder)
{
    DataSplit split = DataSets.Open(folder);
    return (split.Train, split.Validation ?? split.Test ?? split.Train);
}

static void Show(TrainingProgress p)
{
    if (p.Step % 5 == 0) Console.Error.WriteLine($"  epoch {p.Epoch}/{p.Epochs}, step {p.Step}/{p.Steps}, loss {p.Loss:F3}, {p.TimeLeft:m\\:ss} left");
}

static string[] Write(IDataSet data, string work, int count)
{
    var files = new List<string>();
    for (int i = 0; i < Math.Min(count, data.Count); i++)
    {
        files.Add(Path.Combine(work, $"{data.Classes[data.Label(i)]}-{i}.png"));
        PictureFile.SavePng(files[^1], data.Read(i));
    }

    files.Add(Path.Combine(work, "broken.png"));
    File.WriteAllText(files[^1], "this is no picture");
    return [.. files];
}
