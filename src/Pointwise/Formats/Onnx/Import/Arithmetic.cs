using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Functions of several values at each place.</summary>
internal static class Arithmetic
{
    /// <summary>Two values of one shape are a shortcut's end, as our own networks have it; others are broadcast.</summary>
    public static void Add(NodeContext n)
    {
        CheckBroadcast(n);
        (Operand a, Operand b) = (n[0], n[1]);
        bool isShortcut = a.Kind == ElementKind.Float32 && a.Shape == b.Shape && a.Constant is null && b.Constant is null;
        Store(n, isShortcut ? n.Add(null, new Add(), a, b) : n.Add(null, new Combine(Combination.Add), a, b));
    }

    public static void Binary(NodeContext n)
    {
        CheckBroadcast(n);
        (Operand a, Operand b) = (n[0], n[1]);
        if (n.Operator == "Mul" && a.Kind == ElementKind.Float32 && Number(b) is { } factor && a.Constant is null)
        {
            Store(n, n.Add(null, new Scale(factor), a));
            return;
        }

        Store(n, n.Add(null, new Combine(Enum.Parse<Combination>(n.Operator)), a, b));
    }

    /// <summary>Comparisons and what joins truth values.</summary>
    public static void Compare(NodeContext n)
    {
        CheckBroadcast(n);
        n.Output(0, n.Add(null, new Combine(Enum.Parse<Combination>(n.Operator)), n[0], n[1]));
    }

    public static void Mod(NodeContext n) => n.Output(0, n.Add(null, new Combine(n.Flag("fmod") ? Combination.FMod : Combination.Mod), n[0], n[1]));

    /// <summary>Any number of values; one alone stays as it is.</summary>
    public static void Many(NodeContext n)
    {
        Operand[] inputs = n.Inputs;
        if (inputs.Length == 1) n.Output(0, n.Add(null, new Identity(), inputs));
        else Store(n, n.Add(null, new Combine(n.Operator == "Sum" ? Combination.Add : Enum.Parse<Combination>(n.Operator)), inputs));
    }

    public static void Where(NodeContext n) => n.Output(0, n.Add(null, new Where(), n.Inputs));

    /// <summary>Gives the result back as narrow as the file has it.</summary>
    public static void Store(NodeContext n, Operand result) => n.Output(0, Casts.Wrapped(n, result));

    /// <summary>One number that has no extents to broadcast to.</summary>
    private static float? Number(Operand operand) =>
        operand.Constant is { Kind: ElementKind.Float32 } constant && constant.Shape is { Rank: 0 } && constant.ReadFloats()[0] is var value && float.IsFinite(value) ? value : null;

    /// <summary>Before opset 7, the second value lies along the first's axes from one that an attribute names.</summary>
    private static void CheckBroadcast(NodeContext n)
    {
        if (n.Opset >= 7 || !n.HasAttribute("axis") || n[1].Shape.Rank == 0) return;
        long axis = n.Integer("axis", 0), rank = n[0].Shape.Rank;
        if ((axis < 0 ? axis + rank : axis) != rank - n[1].Shape.Rank)
            throw n.Unsupported("broadcasting along other axes than the last", $"axis {rank - n[1].Shape.Rank}", $"axis {axis}");
    }
}
