using Pointwise.Formats.Onnx;
using Pointwise.Formats.Protobuf;
using Pointwise.Graphs;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>ONNX files put together message by message.</summary>
internal static class OnnxBytes
{
    public static byte[] Model(ProtobufWriter graph, long opset = 13, params (string Key, string Value)[] metadata)
    {
        ProtobufWriter model = new ProtobufWriter().Integer(1, 8).Text(2, "by hand").Message(7, graph).Message(8, new ProtobufWriter().Text(1, "").Integer(2, opset));
        foreach ((string key, string value) in metadata) model.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));
        return model.Written.ToArray();
    }

    public static ProtobufWriter Graph(params ProtobufWriter[] fields)
    {
        ProtobufWriter graph = new ProtobufWriter().Text(2, "test");
        foreach (ProtobufWriter field in fields) graph.Fields(field);
        return graph;
    }

    public static ProtobufWriter Input(string name, params long[] shape) => new ProtobufWriter().Message(11, Port(name, 1, shape));

    public static ProtobufWriter Input(string name, OnnxType type, params long[] shape) => new ProtobufWriter().Message(11, Port(name, (long)type, shape));

    public static ProtobufWriter Output(string name, params long[] shape) => new ProtobufWriter().Message(12, Port(name, 1, shape));

    /// <summary>A node: "x,w -> y".</summary>
    public static ProtobufWriter Node(string op, string flow, params ProtobufWriter[] attributes) => NodeIn("", op, flow, "", attributes);

    public static ProtobufWriter NodeIn(string domain, string op, string flow, string name, params ProtobufWriter[] attributes)
    {
        string[] sides = flow.Split("->");
        var node = new ProtobufWriter();
        foreach (string input in sides[0].Split(',')) if (sides[0].Trim().Length > 0) node.Text(1, input.Trim());
        foreach (string output in sides[1].Split(',')) node.Text(2, output.Trim());
        node.Text(3, name).Text(4, op);
        foreach (ProtobufWriter attribute in attributes) node.Message(5, attribute);
        if (domain.Length > 0) node.Text(7, domain);
        return new ProtobufWriter().Message(1, node);
    }

    public static ProtobufWriter Ints(string name, params long[] values)
    {
        ProtobufWriter attribute = new ProtobufWriter().Text(1, name);
        foreach (long value in values) attribute.Integer(8, value);
        return attribute.Integer(20, 7);
    }

    public static ProtobufWriter Int(string name, long value) => new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, 2);

    public static ProtobufWriter Text(string name, string value) => new ProtobufWriter().Text(1, name).Text(4, value).Integer(20, 3);

    public static ProtobufWriter Float(string name, float value) => new ProtobufWriter().Text(1, name).Single(2, value).Integer(20, 1);

    public static ProtobufWriter Of(string name, ProtobufWriter tensor) => new ProtobufWriter().Text(1, name).Message(5, tensor).Integer(20, 4);

    public static ProtobufWriter Initializer(ProtobufWriter tensor) => new ProtobufWriter().Message(5, tensor);

    public static ProtobufWriter Floats(string name, long[] shape, params float[] values) =>
        Tensor(name, OnnxType.Float, shape).Bytes(9, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));

    public static ProtobufWriter Integers(string name, params long[] values) =>
        Tensor(name, OnnxType.Int64, values.Length).Bytes(9, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));

    public static ProtobufWriter Tensor(string name, OnnxType type, params long[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (long extent in shape) tensor.Integer(1, extent);
        return tensor.Integer(2, (long)type).Text(8, name);
    }

    /// <summary>A tensor stored beside the model.</summary>
    public static ProtobufWriter External(string name, long[] shape, params (string Key, string Value)[] pairs)
    {
        ProtobufWriter tensor = Tensor(name, OnnxType.Float, shape).Integer(14, 1);
        foreach ((string key, string value) in pairs) tensor.Message(13, new ProtobufWriter().Text(1, key).Text(2, value));
        return tensor;
    }

    public static Model Import(byte[] file, OnnxImportOptions? options = null, Limits? limits = null) => OnnxImport.Read(file, "test", options, limits);

    public static PointwiseException Refused(byte[] file, OnnxImportOptions? options = null, Limits? limits = null) =>
        Xunit.Assert.Throws<PointwiseException>(() => Import(file, options, limits).Dispose());

    private static ProtobufWriter Port(string name, long type, long[] shape)
    {
        var extents = new ProtobufWriter();
        foreach (long extent in shape) extents.Message(1, extent < 0 ? new ProtobufWriter().Text(2, "free") : new ProtobufWriter().Integer(1, extent));
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, type).Message(2, extents);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
