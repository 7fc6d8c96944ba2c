using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>What a name of the file stands for: a constant, or the result of a node; a constant becomes a node where one is needed.</summary>
internal sealed class Operand
{
    private Operand(string name, OnnxType type, OnnxConstant? constant, Value? value) => (Name, Type, Constant, Value) = (name, type, constant, value);

    /// <summary>The name of the tensor or input of the file that it is, perhaps in another shape or type; empty where it is none.</summary>
    public string Name { get; }

    /// <summary>What its elements are in the file.</summary>
    public OnnxType Type { get; }

    /// <summary>The constant, where it is one.</summary>
    public OnnxConstant? Constant { get; }

    /// <summary>The node's result, where there is a node.</summary>
    public Value? Value { get; private set; }

    public Shape Shape => Constant?.Shape ?? Value!.Value.Shape;

    public ElementKind Kind => Type.TryKind(out ElementKind kind) ? kind : ElementKind.Float32;

    public static Operand Of(OnnxConstant constant, string name = "") => new(name, constant.Type, constant, null);

    public static Operand Of(Value value, OnnxType type, string name = "") => new(name, type, null, value);

    /// <summary>The same thing said to be of another type of the same kind.</summary>
    public Operand As(OnnxType type) => type == Type ? this : new(Name, type, Constant?.As(type), Value);

    /// <summary>The node's result; a constant gets its node now.</summary>
    public Value Materialized(Func<Operand, Value> make) => Value ??= make(this);
}
