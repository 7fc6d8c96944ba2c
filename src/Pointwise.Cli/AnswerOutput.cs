using System.Globalization;
using System.Text.Json;
using Pointwise.Inference;

namespace Pointwise.Cli;

/// <summary>What a picture was taken for.</summary>
/// <param name="Picture">Its name.</param>
/// <param name="Truth">Its class where that is known, else empty.</param>
/// <param name="Answers">The most probable classes.</param>
internal sealed record Classified(string Picture, string Truth, IReadOnlyList<Answer> Answers);

/// <summary>How verbs print answers.</summary>
internal static class AnswerOutput
{
    /// <summary>A table: the picture's name at its first answer only.</summary>
    public static void Print(TextWriter output, IEnumerable<Classified> pictures)
    {
        var table = new TextTable("picture", "truth", "answer", ">probability");
        foreach (Classified picture in pictures)
        {
            for (int i = 0; i < picture.Answers.Count; i++)
            {
                Answer answer = picture.Answers[i];
                table.Add(i == 0 ? picture.Picture : "", i == 0 ? picture.Truth : "", answer.Label, (100 * answer.Probability).ToString("F2", CultureInfo.InvariantCulture) + " %");
            }
        }

        table.Write(output);
    }

    /// <summary>A member "pictures" for programs.</summary>
    public static void WriteAnswers(this Utf8JsonWriter writer, IEnumerable<Classified> pictures) => writer.WriteList("pictures", pictures, picture =>
    {
        writer.WriteString("picture", picture.Picture);
        if (picture.Truth.Length > 0) writer.WriteString("truth", picture.Truth);
        writer.WriteList("answers", picture.Answers, answer =>
        {
            writer.WriteNumber("class", answer.Class);
            writer.WriteString("label", answer.Label);
            writer.WriteNumber("probability", answer.Probability);
        });
    });
}
