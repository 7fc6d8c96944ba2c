using System.Text.Json;
using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>Members of a JSON object that are lists of texts or numbers.</summary>
internal static class JsonLists
{
    /// <summary>Writes a member that is a list of texts.</summary>
    /// <param name="json">The writer, inside an object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="texts">The texts.</param>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Writes a shape's extents as the member "shape".</summary>
    /// <param name="json">The writer, inside an object.</param>
    /// <param name="shape">The shape.</param>
    public static void WriteShape(this Utf8JsonWriter json, Shape shape)
    {
        json.WriteStartArray("shape");
        foreach (int extent in shape.ToArray()) json.WriteNumberValue(extent);
        json.WriteEndArray();
    }
}
