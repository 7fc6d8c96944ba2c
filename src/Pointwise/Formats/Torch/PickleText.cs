using System.Globalization;
using System.Numerics;

namespace Pointwise.Formats.Torch;

/// <summary>Values of a pickle as errors and lists show them: one short line, whatever they hold.</summary>
internal static class PickleText
{
    public static string Of(object? value) => value switch
    {
        object[] tuple => $"a tuple of {tuple.Length}",
        List<object?> list => $"a list of {list.Count}",
        PickleMap map => $"a dictionary of {map.Count}",
        byte[] bytes => $"{bytes.Length} bytes",
        TorchTensor tensor => $"a tensor {tensor.Shape}",
        TorchStorageView => "a storage",
        TorchGlobal global => global.Name,
        _ => Scalar(value) ?? "something else",
    };

    /// <summary>The first few of some values.</summary>
    public static string Of(object?[] values, int most) => values.Length == 0 ? "nothing" : string.Join(", ", values.Take(most).Select(Of));

    /// <summary>A number, a truth, text or a name; null for anything else.</summary>
    public static string? Scalar(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => JsonCursor.Shorten(number.ToString(CultureInfo.InvariantCulture)),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => JsonCursor.Shorten(text),
        TorchGlobal global => global.Name,
        _ => null,
    };
}
