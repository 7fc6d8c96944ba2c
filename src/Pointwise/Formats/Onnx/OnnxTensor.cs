using Pointwise.Formats.Protobuf;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx;

/// <summary>A tensor of an ONNX file: what it says of itself, checked, and where its values lie. The values are read when asked for.</summary>
/// <param name="Name">Its name; empty for an attribute's.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Source">What holds its values.</param>
/// <param name="Values">The raw bytes, or the whole message where the values stand in typed fields.</param>
/// <param name="TypedField">The field of the message that holds the values; 0 for raw bytes.</param>
internal sealed record OnnxTensor(string Name, OnnxType Type, Shape Shape, ByteSource Source, Extent Values, int TypedField = 0)
{
    /// <summary>All values as floats, in row-major order; those of double are rounded.</summary>
    /// <exception cref="PointwiseException">The file has changed, or the tensor is too large for one array.</exception>
    public float[] ReadFloats()
    {
        var values = new float[CheckedCount()];
        OpenFloats()(values);
        return values;
    }

    /// <summary>All values as whole numbers, in row-major order; truths are 0 and 1.</summary>
    /// <exception cref="PointwiseException">A value is 2^63 or more, the file has changed, or the tensor is too large for one array.</exception>
    public long[] ReadIntegers()
    {
        var values = new long[CheckedCount()];
        Open<long>()(values);
        return values;
    }

    /// <summary>A reader of its values in order, each call the next ones.</summary>
    public ValueStream<float> OpenFloats() => Open<float>();

    private ValueStream<T> Open<T>()
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        Type.TryStored(out ElementType stored);
        return TypedField == 0 ? new RawValues<T>(Source, Values, stored, Place).Read : new TypedValues<T>(Source, Values, TypedField, stored).Read;
    }

    private int CheckedCount() => Shape.Elements <= Array.MaxLength ? (int)Shape.Elements
        : throw new PointwiseException(Place, "too large for one array", $"at most {Array.MaxLength} elements", $"{Shape.Elements}", "store the tensor in parts");

    private string Place => $"{Source.Name}: tensor {JsonCursor.Shorten(Name)}";
}

/// <summary>Fills a span with the next values of a tensor.</summary>
internal delegate void ValueStream<T>(Span<T> values);
