using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pointwise.Data;
using Pointwise.Formats;

namespace Pointwise.Training.Checkpoints;

/// <summary>Where a run stands: with the model, the options and what the optimiser remembers, all that the steps to come depend on.</summary>
/// <param name="Epoch">The running epoch, from 0.</param>
/// <param name="Done">Steps of it that are done; all of them where it is still to be scored.</param>
/// <param name="LossSum">Sum of the losses of these.</param>
/// <param name="Right">Pictures of these that were answered rightly; where every pixel has a class, shares of them.</param>
/// <param name="Best">The best epoch so far; null where none was scored.</param>
/// <param name="History">The epochs so far; times are not kept.</param>
/// <param name="Data">What was trained on.</param>
internal sealed record CheckpointState(int Epoch, int Done, double LossSum, double Right, BestEpoch? Best, ImmutableArray<EpochRecord> History, DataMark Data)
{
    private const int Version = 1;
    private const int MostEpochs = 1_000_000;

    public string Write() => ModelText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteNumber("epoch", Epoch);
        json.WriteNumber("done", Done);
        WriteReal(json, "loss_sum", LossSum);
        WriteReal(json, "right", Right);
        json.WriteNumber("pictures", Data.Pictures);
        json.WriteNumber("classes", Data.Classes);
        json.WriteString("labels", Data.Labels.ToString("x16", CultureInfo.InvariantCulture));
        if (Best is not null)
        {
            json.WriteNumber("best_epoch", Best.Epoch);
            WriteScore(json, "best", Best.Score);
        }

        json.WriteStartArray("history");
        foreach (EpochRecord epoch in History)
        {
            json.WriteStartObject();
            WriteReal(json, "loss", epoch.Loss);
            WriteReal(json, "accuracy", epoch.Accuracy);
            WriteReal(json, "rate", epoch.Rate);
            if (epoch.Validation is not null) WriteScore(json, "validation", epoch.Validation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <exception cref="PointwiseException">The text is no state of a run.</exception>
    public static CheckpointState Read(string text, string where, Limits limits)
    {
        var json = new JsonCursor(Encoding.UTF8.GetBytes(text), limits.JsonDepth, where);
        var read = new Reader();
        json.Object("the run's state");
        while (json.NextKey(out string key)) read.Take(ref json, key);
        json.End();
        if (read.Missing is { } missing) throw new PointwiseException(where, $"{missing} is missing", string.Join(", ", Reader.Required), "not there", "use another checkpoint: this one is damaged");
        return read.Result();
    }

    /// <exception cref="PointwiseException">The run was trained on other pictures.</exception>
    public void RequireData(string path, IPictureSet data)
    {
        DataMark found = DataMark.Of(data);
        if (found != Data) throw new PointwiseException($"{path}: pictures", "resumed with other pictures", $"{Data}", $"{found}", "resume with the pictures that the run was begun with");
    }

    /// <exception cref="PointwiseException">The position lies outside its epoch.</exception>
    public void RequireSteps(string path, int steps)
    {
        if (Done > steps || History.Length != Epoch)
            throw new PointwiseException(path, "the run's state contradicts itself", $"at most {steps} steps done, {Epoch} epochs before", $"{Done} steps, {History.Length} epochs", "use another checkpoint: this one is damaged");
    }

    private static void WriteScore(Utf8JsonWriter json, string name, Score score)
    {
        json.WriteStartObject(name);
        json.WriteNumber("pictures", score.Pictures);
        json.WriteNumber("top1", score.Top1);
        json.WriteNumber("top5", score.Top5);
        WriteReal(json, "loss", score.Loss);
        if (score.Pixels is { } pixels)
        {
            json.WriteNumber("pixels", pixels.Count);
            json.WriteNumber("pixels_right", pixels.Right);
            WriteReal(json, "mean_iou", pixels.MeanIoU);
        }

        json.WriteEndObject();
    }

    /// <summary>As text: losses may be infinite, which JSON's numbers are not.</summary>
    private static void WriteReal(Utf8JsonWriter json, string name, double value) => json.WriteString(name, value.ToString("R", CultureInfo.InvariantCulture));

    private static double Real(ref JsonCursor json, string what) =>
        double.TryParse(json.Text(what), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw json.Wrong(what, "a number");

    private static int Count(ref JsonCursor json, string what, int most = int.MaxValue) =>
        json.Integer(what) is >= 0 and var value && value <= most ? (int)value : throw json.Wrong(what, $"a whole number from 0 to {most}");

    private static Score ReadScore(ref JsonCursor json, string what)
    {
        (int pictures, int top1, int top5, double loss) = (0, 0, 0, 0);
        (long pixels, long right, double meanIoU) = (0, 0, 0);
        json.Object(what);
        while (json.NextKey(out string key))
        {
            switch (key)
            {
                case "pictures": pictures = Count(ref json, key); break;
                case "top1": top1 = Count(ref json, key); break;
                case "top5": top5 = Count(ref json, key); break;
                case "loss": loss = Real(ref json, key); break;
                case "pixels": pixels = json.Integer(key); break;
                case "pixels_right": right = json.Integer(key); break;
                case "mean_iou": meanIoU = Real(ref json, key); break;
                default: json.Skip(); break;
            }
        }

        return new Score(pictures, top1, top5, loss) { Pixels = pixels > 0 ? new PixelScore(pixels, right, meanIoU) : null };
    }

    private sealed class Reader
    {
        public static readonly ImmutableArray<string> Required = ["version", "epoch", "done", "loss_sum", "right", "pictures", "classes", "labels", "history"];
        private readonly HashSet<string> given = new(StringComparer.Ordinal);
        private readonly ImmutableArray<EpochRecord>.Builder history = ImmutableArray.CreateBuilder<EpochRecord>();
        private int epoch, done, pictures, classes, bestEpoch;
        private double lossSum, right;
        private ulong labels;
        private Score? best;

        public string? Missing => Required.FirstOrDefault(key => !given.Contains(key));

        public void Take(ref JsonCursor json, string key)
        {
            if (!given.Add(key)) throw json.Twice(key);
            switch (key)
            {
                case "version":
                    if (json.Integer(key) != Version) throw json.Wrong(key, $"version {Version}");
                    break;
                case "epoch": epoch = Count(ref json, key, MostEpochs); break;
                case "done": done = Count(ref json, key); break;
                case "loss_sum": lossSum = Real(ref json, key); break;
                case "right": right = Real(ref json, key); break;
                case "pictures": pictures = Count(ref json, key); break;
                case "classes": classes = Count(ref json, key); break;
                case "labels": labels = ulong.TryParse(json.Text(key), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong sum) ? sum : throw json.Wrong(key, "16 hexadecimal digits"); break;
                case "best_epoch": bestEpoch = Count(ref json, key, MostEpochs); break;
                case "best": best = ReadScore(ref json, key); break;
                case "history": ReadHistory(ref json); break;
                default: json.Skip(); break;
            }
        }

        public CheckpointState Result() => new(epoch, done, lossSum, right, best is null ? null : new BestEpoch(bestEpoch, best), history.ToImmutable(), new DataMark(pictures, classes, labels));

        private void ReadHistory(ref JsonCursor json)
        {
            json.Array("history");
            while (json.NextItem())
            {
                if (history.Count == MostEpochs) throw json.Wrong("history", $"at most {MostEpochs} epochs");
                (double loss, double accuracy, double rate, Score? validation) = (0, 0, 0, null);
                json.Object("an epoch");
                while (json.NextKey(out string key))
                {
                    switch (key)
                    {
                        case "loss": loss = Real(ref json, key); break;
                        case "accuracy": accuracy = Real(ref json, key); break;
                        case "rate": rate = Real(ref json, key); break;
                        case "validation": validation = ReadScore(ref json, key); break;
                        default: json.Skip(); break;
                    }
                }

                history.Add(new EpochRecord(history.Count + 1, loss, accuracy, rate, validation, null));
            }
        }
    }
}
