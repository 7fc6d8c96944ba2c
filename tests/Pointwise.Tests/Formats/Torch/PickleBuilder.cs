using System.Buffers.Binary;
using System.Text;

namespace Pointwise.Tests.Formats.Torch;

/// <summary>Pickles put together step by step, as Python's pickle writes them under protocol 2.</summary>
internal sealed class PickleBuilder
{
    private readonly List<byte> bytes = [];

    public byte[] Done => [.. bytes, (byte)'.'];

    public static PickleBuilder Begin(byte protocol = 2) => new PickleBuilder().Raw(0x80, protocol);

    public PickleBuilder Raw(params ReadOnlySpan<byte> steps)
    {
        bytes.AddRange(steps);
        return this;
    }

    public PickleBuilder Step(char code) => Raw((byte)code);

    public PickleBuilder Global(string module, string name) => Raw([(byte)'c', .. Encoding.UTF8.GetBytes($"{module}\n{name}\n")]);

    public PickleBuilder Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return Raw([(byte)'X', .. BitConverter.GetBytes(utf8.Length), .. utf8]);
    }

    public PickleBuilder Number(long value) => value switch
    {
        >= 0 and < 256 => Raw((byte)'K', (byte)value),
        >= int.MinValue and <= int.MaxValue => Raw([(byte)'J', .. BitConverter.GetBytes((int)value)]),
        _ => Raw([0x8A, 8, .. BitConverter.GetBytes(value)]),
    };

    public PickleBuilder Real(double value)
    {
        var big = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(big, value);
        return Raw([(byte)'G', .. big]);
    }

    public PickleBuilder Numbers(params long[] values)
    {
        Step('(');
        foreach (long value in values) Number(value);
        return Step('t');
    }

    /// <summary>What stands for a storage: a tuple that the reader is to look up.</summary>
    public PickleBuilder Storage(string kind, string key, long elements) =>
        Step('(').Text("storage").Global("torch", $"{kind}Storage").Text(key).Text("cpu").Number(elements).Step('t').Step('Q');

    /// <summary>A tensor on a storage, as torch.save has written it since 0.4.</summary>
    public PickleBuilder Tensor(SampleTensor t) =>
        Global("torch._utils", "_rebuild_tensor_v2").Step('(').Storage(t.Kind, t.Key, t.Elements).Number(t.First).Numbers(t.Size).Numbers(t.Strides)
            .Raw(0x89).Global("collections", "OrderedDict").Step(')').Step('R').Step('t').Step('R');

    /// <summary>A dictionary of tensors with metadata as its state, as model.state_dict() is saved.</summary>
    public PickleBuilder StateDict(params IEnumerable<(string Name, SampleTensor Tensor)> tensors)
    {
        Global("collections", "OrderedDict").Step(')').Step('R').Step('(');
        foreach ((string name, SampleTensor tensor) in tensors) Text(name).Tensor(tensor);
        return Step('u').Step('}').Text("_metadata").Global("collections", "OrderedDict").Step(')').Step('R').Step('s').Step('b');
    }
}

/// <summary>A tensor to be pickled.</summary>
internal sealed record SampleTensor(string Key, string Kind, long Elements, long First, long[] Size, long[] Strides)
{
    /// <summary>One that fills a storage of its own, row-major.</summary>
    public static SampleTensor Whole(string key, string kind, params long[] size)
    {
        var strides = new long[size.Length];
        long elements = 1;
        for (int i = size.Length - 1; i >= 0; elements *= size[i--]) strides[i] = elements;
        return new SampleTensor(key, kind, elements, 0, size, strides);
    }
}
