using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pointwise.Cli;

/// <summary>Results as JSON, written by hand: no reflection.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions OneLine = Readable with { Indented = false };

    /// <summary>Prints one JSON object and a line end.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="writeMembers">Writes the object's members.</param>
    public static void Print(TextWriter output, Action<Utf8JsonWriter> writeMembers) => Print(output, Readable, writeMembers);

    /// <summary>Prints one JSON object as one line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="writeMembers">Writes the object's members.</param>
    public static void PrintLine(TextWriter output, Action<Utf8JsonWriter> writeMembers) => Print(output, OneLine, writeMembers);

    private static void Print(TextWriter output, JsonWriterOptions options, Action<Utf8JsonWriter> writeMembers)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length));
    }

    /// <summary>Writes a member that is a number; null where it is not finite, for which JSON has no number.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The number.</param>
    public static void WriteFinite(this Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(name, value);
        else writer.WriteNull(name);
    }

    /// <summary>Writes a member that is a list of objects.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="items">One object each.</param>
    /// <param name="writeMembers">Writes an object's members.</param>
    public static void WriteList<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> writeMembers)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            writer.WriteStartObject();
            writeMembers(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a member that is a list of rows of values.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="writeValue">Writes a value.</param>
    public static void WriteRows<T>(this Utf8JsonWriter writer, string name, IEnumerable<IEnumerable<T>> rows, Action<T> writeValue)
    {
        writer.WriteStartArray(name);
        foreach (IEnumerable<T> row in rows)
        {
            writer.WriteStartArray();
            foreach (T value in row) writeValue(value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
