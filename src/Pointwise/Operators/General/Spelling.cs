using System.Text;

namespace Pointwise.Operators.General;

/// <summary>Names of enumerations as ONNX spells them: half_pixel for HalfPixel.</summary>
internal static class Spelling
{
    public static string Of<T>(T value) where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (char c in value.ToString())
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>An attribute's value.</summary>
    /// <exception cref="PointwiseException">The attribute names none.</exception>
    public static T Read<T>(Attributes attributes, string name, T otherwise) where T : struct, Enum
    {
        string found = attributes.Text(name, Of(otherwise));
        foreach (T value in Enum.GetValues<T>())
            if (Of(value) == found) return value;
        throw new PointwiseException(name, "unknown name", string.Join(", ", Enum.GetValues<T>().Select(Of)), found, $"correct {name}");
    }
}
