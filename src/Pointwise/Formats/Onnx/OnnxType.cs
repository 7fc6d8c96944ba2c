using System.Diagnostics.CodeAnalysis;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx;

/// <summary>What the elements of an ONNX tensor are, by the numbers of TensorProto.DataType.</summary>
internal enum OnnxType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    Complex64 = 14,
    Complex128 = 15,
    BFloat16 = 16,
}

/// <summary>What element types mean here.</summary>
internal static class OnnxTypes
{
    /// <summary>What a kind of elements is by itself.</summary>
    public static OnnxType Of(ElementKind kind) => kind switch { ElementKind.Float32 => OnnxType.Float, ElementKind.Boolean => OnnxType.Bool, _ => OnnxType.Int64 };

    /// <summary>How its values are carried in a graph; false where they are not.</summary>
    public static bool TryKind(this OnnxType type, out ElementKind kind)
    {
        kind = type is OnnxType.Bool ? ElementKind.Boolean : type.IsFloat() ? ElementKind.Float32 : ElementKind.Int64;
        return TryStored(type, out _);
    }

    /// <summary>How its elements lie in raw bytes; false where they are not read here.</summary>
    public static bool TryStored(this OnnxType type, out ElementType stored)
    {
        stored = type switch
        {
            OnnxType.Float => ElementType.F32,
            OnnxType.UInt8 => ElementType.U8,
            OnnxType.Int8 => ElementType.I8,
            OnnxType.UInt16 => ElementType.U16,
            OnnxType.Int16 => ElementType.I16,
            OnnxType.Int32 => ElementType.I32,
            OnnxType.Int64 => ElementType.I64,
            OnnxType.Bool => ElementType.BOOL,
            OnnxType.Float16 => ElementType.F16,
            OnnxType.Double => ElementType.F64,
            OnnxType.UInt32 => ElementType.U32,
            OnnxType.UInt64 => ElementType.U64,
            OnnxType.BFloat16 => ElementType.BF16,
            _ => (ElementType)(-1),
        };
        return stored >= 0;
    }

    public static bool IsFloat(this OnnxType type) => type is OnnxType.Float or OnnxType.Float16 or OnnxType.BFloat16 or OnnxType.Double;

    /// <summary>Whether it is a whole number of fewer than 64 bits, which arithmetic may overflow.</summary>
    public static bool IsNarrow(this OnnxType type) =>
        type is OnnxType.UInt8 or OnnxType.Int8 or OnnxType.UInt16 or OnnxType.Int16 or OnnxType.Int32 or OnnxType.UInt32;

    /// <summary>Whether it is a whole number with a sign.</summary>
    public static bool IsSigned(this OnnxType type) => type is OnnxType.Int8 or OnnxType.Int16 or OnnxType.Int32 or OnnxType.Int64;

    /// <summary>As ONNX's own texts call it: float, int64, bool; a number where it has no name here.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "ONNX writes its types in lower case.")]
    public static string ToText(this OnnxType type) => Enum.IsDefined(type) ? type.ToString().ToLowerInvariant() : $"type {(int)type}";
}
