using System.Globalization;
using System.Text.Json;
using Pointwise.Training;

namespace Pointwise.Cli;

/// <summary>How verbs print a score.</summary>
internal static class ScoreOutput
{
    /// <summary>One line for people.</summary>
    public static string Line(string data, Score score) => string.Create(CultureInfo.InvariantCulture,
        $"{data}: {score.Top1:N0} of {score.Pictures:N0} right ({100 * score.Accuracy:F2} %), top-5 {100 * score.Top5Accuracy:F2} %, loss {score.Loss:F4}");

    /// <summary>A member "score" for programs.</summary>
    public static void WriteScore(this Utf8JsonWriter writer, string data, Score score)
    {
        writer.WriteStartObject("score");
        writer.WriteString("data", data);
        writer.WriteNumber("pictures", score.Pictures);
        writer.WriteNumber("top1", score.Top1);
        writer.WriteNumber("top5", score.Top5);
        writer.WriteNumber("top1_accuracy", score.Accuracy);
        writer.WriteNumber("top5_accuracy", score.Top5Accuracy);
        writer.WriteNumber("loss", score.Loss);
        writer.WriteEndObject();
    }
}
