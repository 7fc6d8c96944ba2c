using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Changes of type. Floats of 16 bits are computed with as float32, narrow whole numbers as wide ones that are wrapped where they may overflow.</summary>
internal static class Casts
{
    public static void Cast(NodeContext n) => To(n, n.Attribute("to") is string name ? Named(n, name) : (OnnxType)(int)Math.Clamp(n.Integer("to", 0), 0, int.MaxValue));

    public static void CastLike(NodeContext n) => To(n, n[1].Type);

    /// <summary>A result of arithmetic, cut to the bits that the file's type has.</summary>
    public static Operand Wrapped(NodeContext n, Operand result) =>
        result.Kind == ElementKind.Int64 && result.Type.IsNarrow() && result.Constant is null ? n.Add("wrapped", Wrap(result.Type), result).As(result.Type) : result;

    private static void To(NodeContext n, OnnxType type)
    {
        if (!type.TryKind(out ElementKind kind) || type == OnnxType.Double && n[0].Constant is null)
            throw n.Unsupported($"a cast to {type.ToText()}", "float, whole numbers or truths", type.ToText());
        Operand x = n[0];
        OnnxType result = kind == ElementKind.Float32 ? OnnxType.Float : type;
        if (x.Kind == kind && (kind != ElementKind.Int64 || !type.IsNarrow() || x.Type == type))
        {
            // the same numbers: no node, and a constant keeps its name
            n.Output(0, x.Constant is null && kind == ElementKind.Float32 ? x : x.As(result));
            return;
        }

        Operand cast = x.Kind == kind ? x : n.Add(null, new Cast(kind), x);
        n.Output(0, type.IsNarrow() ? n.Add(x.Kind == kind ? null : "wrapped", Wrap(type), cast).As(type) : cast.As(result));
    }

    private static Wrap Wrap(OnnxType type)
    {
        type.TryStored(out ElementType stored);
        return new Wrap(8 * stored.Size(), type.IsSigned());
    }

    private static OnnxType Named(NodeContext n, string name) => Enum.TryParse(name, ignoreCase: true, out OnnxType type) ? type : throw n.Unsupported("a type", "a type of ONNX", JsonCursor.Shorten(name));
}
