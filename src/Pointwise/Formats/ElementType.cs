using System.Collections.Immutable;

namespace Pointwise.Formats;

/// <summary>What the elements of a stored tensor are. In safetensors' own order: by size, so that larger ones stored first leave all aligned.</summary>
internal enum ElementType
{
    BOOL,
    U8,
    I8,
    I16,
    U16,
    F16,
    BF16,
    I32,
    U32,
    F32,
    F64,
    I64,
    U64,
}

/// <summary>Names and sizes of element types.</summary>
internal static class ElementTypes
{
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetNames<ElementType>()];

    /// <summary>Kinds that safetensors has and that are not read here.</summary>
    public static ImmutableArray<string> Unsupported { get; } =
        ["F4", "F6_E2M3", "F6_E3M2", "F8_E4M3", "F8_E4M3FNUZ", "F8_E5M2", "F8_E5M2FNUZ", "F8_E8M0", "C64"];

    public static bool TryParse(string name, out ElementType type)
    {
        int index = Names.IndexOf(name);
        type = (ElementType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Bytes of an element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.BOOL or ElementType.U8 or ElementType.I8 => 1,
        ElementType.I16 or ElementType.U16 or ElementType.F16 or ElementType.BF16 => 2,
        ElementType.I32 or ElementType.U32 or ElementType.F32 => 4,
        _ => 8,
    };

    public static bool IsFloat(this ElementType type) => type is ElementType.F16 or ElementType.BF16 or ElementType.F32 or ElementType.F64;
}
