using System.Globalization;
using System.Text.Json;
using Pointwise.Inference;

namespace Pointwise.Cli;

/// <summary>What a picture was taken for.</summary>
/// <param name="Picture">Its name.</param>
/// <param name="Truth">Its class where that is known, else empty.</param>
/// <param name="Answers">The most probable classes; none where it cannot be read.</param>
/// <param name="Error">Why it cannot be read; else null.</param>
internal sealed record Classified(string Picture, string Truth, IReadOnlyList<Answer> Answers, PointwiseException? Error = null);

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

    /// <summary>One line of JSON a picture.</summary>
    public static void WriteJson(TextWriter output, Classified picture) => JsonOutput.PrintLine(output, writer => writer.WriteMembers(picture));

    /// <summary>A member "pictures" for programs.</summary>
    public static void WriteAnswers(this Utf8JsonWriter writer, IEnumerable<Classified> pictures) => writer.WriteList("pictures", pictures, writer.WriteMembers);

    private static void WriteMembers(this Utf8JsonWriter writer, Classified picture)
    {
        writer.WriteString("picture", picture.Picture);
        if (picture.Truth.Length > 0) writer.WriteString("truth", picture.Truth);
        if (picture.Error is not null) writer.WriteString("error", $"{picture.Error.Problem}: {picture.Error.Found}");
        else writer.WriteList("answers", picture.Answers, answer =>
        {
            writer.WriteNumber("class", answer.Class);
            writer.WriteString("label", answer.Label);
            writer.WriteFinite("probability", answer.Probability);
        });
    }

    /// <summary>The columns of the lines that follow.</summary>
    public static void WriteCsvHeader(TextWriter output) => Csv.WriteCsv(output);

    /// <summary>One line of comma-separated values an answer; none for a picture that cannot be read.</summary>
    public static void WriteCsv(TextWriter output, Classified picture)
    {
        TextTable lines = Csv;
        for (int i = 0; i < picture.Answers.Count; i++)
        {
            Answer answer = picture.Answers[i];
            lines.Add(picture.Picture, picture.Truth, (i + 1).ToString(CultureInfo.InvariantCulture), answer.Class.ToString(CultureInfo.InvariantCulture), answer.Label, answer.Probability.ToString("R", CultureInfo.InvariantCulture));
        }

        lines.WriteCsv(output, withHeaders: false);
    }

    private static TextTable Csv => new("picture", "truth", "rank", "class", "label", "probability");
}
