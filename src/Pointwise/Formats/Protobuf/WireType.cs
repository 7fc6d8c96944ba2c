namespace Pointwise.Formats.Protobuf;

/// <summary>How a field of a message is laid out: the lowest three bits of its key.</summary>
internal enum WireType
{
    /// <summary>Seven bits a byte, the lowest first.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, then as many bytes: text, a message, packed numbers.</summary>
    Delimited = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
