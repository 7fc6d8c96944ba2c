using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>One node of the file while it is turned into nodes of a graph: what it reads, its attributes, and where its results go.</summary>
internal sealed class NodeContext(OnnxNode node, int opset, ImportedGraph graph)
{
    private string? name;

    /// <summary>The version of the operators of the default domain.</summary>
    public int Opset => opset;

    /// <summary>The operator's name in the file.</summary>
    public string Operator => node.Operator;

    /// <summary>How many inputs are named, left-out ones between them counted.</summary>
    public int InputCount => node.Inputs.Length;

    /// <summary>How many outputs are named, left-out ones between them counted.</summary>
    public int OutputCount => node.Outputs.Length;

    /// <summary>Whether an input is given.</summary>
    public bool Has(int input) => input < node.Inputs.Length && node.Inputs[input].Length > 0;

    /// <summary>Whether somebody reads an output.</summary>
    public bool Wants(int output) => output < node.Outputs.Length && node.Outputs[output].Length > 0 && graph.IsRead(node.Outputs[output]);

    /// <summary>An input.</summary>
    /// <exception cref="PointwiseException">It is left out.</exception>
    public Operand this[int input] => Has(input) ? graph[node.Inputs[input]]
        : throw new PointwiseException("inputs", $"input {input} is missing", $"an input {input} of {Operator}", $"{InputCount} inputs", "correct the node, or export the network anew");

    /// <summary>All inputs; none may be left out.</summary>
    public Operand[] Inputs => [.. Enumerable.Range(0, InputCount).Select(i => this[i])];

    /// <summary>An input that has to be a constant.</summary>
    /// <exception cref="PointwiseException">It is computed from what is fed in, or left out.</exception>
    public OnnxConstant Constant(int input, string what) => this[input].Constant
        ?? throw new PointwiseException(what, $"{Operator} takes {what} as a constant alone", "values that depend on nothing fed in", "values that are only known while the network runs", $"bind {what} as a constant, or export the network with fixed {what}");

    /// <summary>Whole numbers from an attribute, from an input where the node has it there, or null.</summary>
    public long[]? IntegersOf(string attribute, int input)
    {
        if (Has(input)) return Constant(input, attribute).ReadIntegers();
        return Attribute(attribute) is ImmutableArray<long> list ? [.. list] : null;
    }

    /// <summary>An attribute as the file has it; null where it has none.</summary>
    public object? Attribute(string attribute) => node.Attributes.FirstOrDefault(a => a.Name == attribute)?.Value;

    public bool HasAttribute(string attribute) => Attribute(attribute) is not null;

    public long Integer(string attribute, long otherwise) => Attribute(attribute) switch { null => otherwise, long value => value, _ => throw WrongKind(attribute, "a whole number") };

    /// <summary>A whole number brought into 32 bits: what lies beyond them is out of range either way.</summary>
    public int Int32(string attribute, long otherwise) => Int32(Integer(attribute, otherwise));

    /// <summary>The nearest of the numbers of 32 bits.</summary>
    public static int Int32(long value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);

    public bool Flag(string attribute, bool otherwise = false) => Integer(attribute, otherwise ? 1 : 0) != 0;

    public float Float(string attribute, float otherwise) => Attribute(attribute) switch { null => otherwise, float value => value, long value => value, _ => throw WrongKind(attribute, "a number") };

    public string Text(string attribute, string otherwise) => Attribute(attribute) switch { null => otherwise, string value => value, _ => throw WrongKind(attribute, "text") };

    public ImmutableArray<long> Integers(string attribute, params ImmutableArray<long> otherwise) =>
        Attribute(attribute) switch { null => otherwise, ImmutableArray<long> value => value, _ => throw WrongKind(attribute, "a list of whole numbers") };

    public ImmutableArray<float> Floats(string attribute, params ImmutableArray<float> otherwise) =>
        Attribute(attribute) switch { null => otherwise, ImmutableArray<float> value => value, _ => throw WrongKind(attribute, "a list of numbers") };

    /// <summary>A new node, or its result at once where it follows from constants.</summary>
    /// <param name="part">What the node is within the file's node; null for the node itself.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">What it reads.</param>
    public Operand Add(string? part, Operator op, params ReadOnlySpan<Operand> inputs)
    {
        if (op is GeneralOperator general && Folded(general, inputs) is { } known) return Typed(known, inputs);
        var values = new Value[inputs.Length];
        for (int i = 0; i < values.Length; i++) values[i] = graph.ValueOf(inputs[i], NameOf("constant"));
        Value value = graph.Builder.Add(graph.Names.Take(NameOf(part)), op, values);
        return Operand.Of(value, TypeOf(value.Info.Kind, inputs));
    }

    /// <summary>A new node whose operator has parameters: they are the network's own where all are constants, else the graph computes them.</summary>
    public Operand AddWith(string? part, Operator op, Operand input, params ReadOnlySpan<Operand> parameters)
    {
        IReadOnlyList<ParameterSpec> specs = op.Parameters(input.Shape);
        if (specs.Count != parameters.Length)
            throw new PointwiseException("inputs", $"{Operator} has another number of parameters", $"{specs.Count}", $"{parameters.Length}", "export the network anew");
        if (!AllConstant(parameters))
        {
            var all = new Operand[1 + parameters.Length];
            all[0] = input;
            for (int i = 0; i < parameters.Length; i++) all[1 + i] = Fit(parameters[i], specs[i]);
            return Add(part, new FedParameters(op), all);
        }

        Value read = graph.ValueOf(input, NameOf("constant"));
        string full = graph.Names.Take(NameOf(part));
        Value value = graph.Builder.Add(full, op, read);
        for (int i = 0; i < parameters.Length; i++) graph.Keep($"{full}.{specs[i].Name}", Fit(parameters[i], specs[i]).Constant!);
        return Operand.Of(value, OnnxType.Float);
    }

    /// <summary>Whole numbers as a constant list.</summary>
    public static Operand List(params ReadOnlySpan<long> values) => Operand.Of(OnnxConstant.Of(Literal.Of(new Shape(values.Length), values), OnnxType.Int64));

    /// <summary>Floats as a constant list.</summary>
    public static Operand Numbers(ImmutableArray<float> values) => Operand.Of(OnnxConstant.Of(Literal.Of(new Shape(values.Length), values.AsSpan()), OnnxType.Float));

    /// <summary>One float as a constant.</summary>
    public static Operand Scalar(float value) => Operand.Of(OnnxConstant.Of(Literal.Of(new Shape(), value), OnnxType.Float));

    /// <summary>Gives an output its value.</summary>
    public void Output(int output, Operand value)
    {
        if (output < node.Outputs.Length && node.Outputs[output].Length > 0) graph[node.Outputs[output]] = value;
    }

    /// <summary>The error for what an operator cannot do here.</summary>
    public PointwiseException Unsupported(string what, string expected, string found) =>
        new(Operator, $"{what} is not supported", expected, found, "export the network without it");

    private static bool AllConstant(ReadOnlySpan<Operand> operands)
    {
        foreach (Operand operand in operands)
            if (operand.Constant is null) return false;
        return true;
    }

    private Operand Fit(Operand parameter, ParameterSpec spec)
    {
        if (parameter.Shape == spec.Shape) return parameter;
        if (parameter.Shape.Elements != spec.Shape.Elements)
            throw new PointwiseException(spec.Name, $"does not fit {Operator}", $"{spec.Shape}", $"{parameter.Shape}", "get the file anew: its parts do not fit each other");
        return parameter.Constant is { } constant ? Operand.Of(constant.Reshaped(spec.Shape), parameter.Name)
            : Add(spec.Name, new Reshape(), parameter, List([.. spec.Shape.ToArray().Select(e => (long)e)]));
    }

    private static Literal? Folded(GeneralOperator op, ReadOnlySpan<Operand> inputs)
    {
        if (!AllConstant(inputs)) return null;
        var infos = new ValueInfo[inputs.Length];
        for (int i = 0; i < infos.Length; i++)
        {
            if (inputs[i].Shape.Elements > MostFolded) return null;
            infos[i] = ValueInfo.Of(inputs[i].Constant!.ToLiteral());
        }

        ValueInfo result = op.Describe(infos);
        return result.Known ?? (result.Shape.Elements > MostFolded ? null : Folding.Evaluate(op, infos, result));
    }

    /// <summary>Elements of the largest constants that are computed with while a file is read; larger ones are computed with when the network runs.</summary>
    private const long MostFolded = 1 << 24;

    private static Operand Typed(Literal literal, ReadOnlySpan<Operand> inputs) => Operand.Of(OnnxConstant.Of(literal, TypeOf(literal.Kind, inputs)));

    private static OnnxType TypeOf(ElementKind kind, ReadOnlySpan<Operand> inputs)
    {
        foreach (Operand input in inputs)
            if (input.Kind == kind) return kind == ElementKind.Float32 ? OnnxType.Float : input.Type;
        return OnnxTypes.Of(kind);
    }

    private string NameOf(string? part)
    {
        name ??= NodeNames.Of(node, i => Has(i) ? graph[node.Inputs[i]].Name : "");
        return part is null ? name : $"{name}.{part}";
    }

    private PointwiseException WrongKind(string attribute, string expected) =>
        new($"attribute {attribute}", "of another kind", expected, Attribute(attribute) switch { ImmutableArray<long> => "a list of whole numbers", ImmutableArray<float> => "a list of numbers", string => "text", OnnxTensor => "a tensor", _ => "something else" }, "export the network anew");
}
