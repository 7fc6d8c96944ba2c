using Pointwise.Formats.Protobuf;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>A node as the file has it (NodeProto), put together attribute by attribute.</summary>
internal sealed class NodeMessage
{
    private const int Input = 1, Output = 2, Name = 3, Operator = 4, Attribute = 5;
    private const int AttributeName = 1, FloatValue = 2, IntegerValue = 3, TextValue = 4, TensorValue = 5, Floats = 7, Integers = 8, Kind = 20;
    private readonly ProtobufWriter message = new();

    public NodeMessage(string op, string name, IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        foreach (string input in inputs) message.Text(Input, input);
        foreach (string output in outputs) message.Text(Output, output);
        message.Text(Name, name).Text(Operator, op);
    }

    public ProtobufWriter Message => message;

    public NodeMessage With(string name, long value) => Add(name, OnnxAttribute.OfInteger, a => a.Integer(IntegerValue, value));

    public NodeMessage With(string name, bool value) => With(name, value ? 1 : 0);

    public NodeMessage With(string name, float value) => Add(name, OnnxAttribute.OfFloat, a => a.Single(FloatValue, value));

    public NodeMessage With(string name, string value) => Add(name, OnnxAttribute.OfText, a => a.Text(TextValue, value));

    public NodeMessage With(string name, params long[] values) => Add(name, OnnxAttribute.OfIntegers, a =>
    {
        foreach (long value in values) a.Integer(Integers, value);
    });

    public NodeMessage With(string name, params float[] values) => Add(name, OnnxAttribute.OfFloats, a =>
    {
        foreach (float value in values) a.Single(Floats, value);
    });

    /// <summary>A tensor; the stream is in memory, so it has to be a small one.</summary>
    public NodeMessage With(string name, Literal value) => Add(name, OnnxAttribute.OfTensor, a =>
    {
        var bytes = new MemoryStream();
        StoredTensor.Of("", value).Write(bytes);
        a.Bytes(TensorValue, bytes.ToArray());
    });

    private NodeMessage Add(string name, int kind, Action<ProtobufWriter> write)
    {
        ProtobufWriter attribute = new ProtobufWriter().Text(AttributeName, name);
        write(attribute);
        message.Message(Attribute, attribute.Integer(Kind, kind));
        return this;
    }
}
