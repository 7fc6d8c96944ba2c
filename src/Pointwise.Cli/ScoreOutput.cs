using System.Globalization;
using System.Text.Json;
using Pointwise.Training;

namespace Pointwise.Cli;

/// <summary>How verbs print a score.</summary>
internal static class ScoreOutput
{
    /// <summary>One line for people.</summary>
    public static string Line(string data, Score score) => score.Pixels is { } pixels
        ? string.Create(CultureInfo.InvariantCulture, $"{data}: mean IoU {pixels.MeanIoU:F4}, {100 * pixels.Accuracy:F2} % of {pixels.Count:N0} pixels of {score.Pictures:N0} pictures right, loss {score.Loss:F4}")
        : string.Create(CultureInfo.InvariantCulture,
        $"{data}: {score.Top1:N0} of {score.Pictures:N0} right ({100 * score.Accuracy:F2} %), top-5 {100 * score.Top5Accuracy:F2} %, loss {score.Loss:F4}");

    /// <summary>A member "score" for programs.</summary>
    public static void WriteScore(this Utf8JsonWriter writer, string data, Score score)
    {
        writer.WriteStartObject("score");
        writer.WriteString("data", data);
        writer.WriteNumber("pictures", score.Pictures);
        if (score.Pixels is null)
        {
            writer.WriteNumber("top1", score.Top1);
            writer.WriteNumber("top5", score.Top5);
        }

        writer.WriteNumbers(score);
        writer.WriteEndObject();
    }

    /// <summary>A list "heads" for programs.</summary>
    public static void WriteHeads(this Utf8JsonWriter writer, IEnumerable<HeadScore> heads) => writer.WriteList("heads", heads, head =>
    {
        writer.WriteString("head", head.Head);
        writer.WriteNumbers(head.Score);
    });

    private static void WriteNumbers(this Utf8JsonWriter writer, Score score)
    {
        if (score.Pixels is { } pixels)
        {
            writer.WriteNumber("mean_iou", pixels.MeanIoU);
            writer.WriteNumber("pixel_accuracy", pixels.Accuracy);
            writer.WriteNumber("pixels", pixels.Count);
        }
        else
        {
            writer.WriteNumber("top1_accuracy", score.Accuracy);
            writer.WriteNumber("top5_accuracy", score.Top5Accuracy);
        }

        writer.WriteNumber("loss", score.Loss);
    }
}
