using System.Collections.Frozen;

namespace Pointwise.Formats.Torch;

/// <summary>What a name in a checkpoint stands for.</summary>
internal enum TorchGlobalKind
{
    /// <summary>A dictionary, made of pairs or of another one.</summary>
    Map,

    /// <summary>A set, made of a list.</summary>
    List,

    /// <summary>Bytes, made of text: how protocol 2 writes them.</summary>
    Bytes,

    /// <summary>The extents of a tensor.</summary>
    Size,

    /// <summary>Where a tensor lived.</summary>
    Device,

    /// <summary>A tensor: storage, offset, size, stride, and more that is not read.</summary>
    Tensor,

    /// <summary>A tensor on a storage of plain bytes, its type among the arguments.</summary>
    TypedTensor,

    /// <summary>A parameter: its tensor, and more that is not read.</summary>
    Parameter,

    /// <summary>A tensor with attributes: function, class, its arguments, attributes.</summary>
    TensorWithState,

    /// <summary>A kind of storage.</summary>
    Storage,

    /// <summary>A type of elements.</summary>
    ElementKind,

    /// <summary>A name and no more.</summary>
    Name,
}

/// <summary>One of the names that tensors need: the whole list of what a checkpoint may ask for.</summary>
/// <param name="Name">Module and name, joined by a dot.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Type">The elements of a storage or of a type's name; null for storages of plain bytes and all else.</param>
internal sealed record TorchGlobal(string Name, TorchGlobalKind Kind, ElementType? Type = null)
{
    private static readonly (string Kind, ElementType Type)[] Storages =
    [
        ("Double", ElementType.F64), ("Float", ElementType.F32), ("Half", ElementType.F16), ("BFloat16", ElementType.BF16),
        ("Long", ElementType.I64), ("Int", ElementType.I32), ("Short", ElementType.I16), ("Char", ElementType.I8),
        ("Byte", ElementType.U8), ("Bool", ElementType.BOOL),
    ];

    private static readonly (string Name, ElementType Type)[] ElementNames =
    [
        ("float64", ElementType.F64), ("double", ElementType.F64), ("float32", ElementType.F32), ("float", ElementType.F32),
        ("float16", ElementType.F16), ("half", ElementType.F16), ("bfloat16", ElementType.BF16),
        ("int64", ElementType.I64), ("long", ElementType.I64), ("int32", ElementType.I32), ("int", ElementType.I32),
        ("int16", ElementType.I16), ("short", ElementType.I16), ("int8", ElementType.I8), ("uint8", ElementType.U8),
        ("uint16", ElementType.U16), ("uint32", ElementType.U32), ("uint64", ElementType.U64), ("bool", ElementType.BOOL),
    ];

    private static readonly FrozenDictionary<string, TorchGlobal> All = Every().ToFrozenDictionary(g => g.Name, StringComparer.Ordinal);

    /// <summary>The entry of a name.</summary>
    /// <exception cref="PickleProblem">There is none.</exception>
    public static TorchGlobal Of(string name) => All.TryGetValue(name, out TorchGlobal? found) ? found
        : throw new PickleProblem($"asks for {JsonCursor.Shorten(name)}", "tensors, numbers, text and their containers alone: nothing of a checkpoint is ever executed",
            $"the global {JsonCursor.Shorten(name)}", "save the tensors alone, in Python: torch.save(model.state_dict(), path)");

    private static IEnumerable<TorchGlobal> Every()
    {
        foreach (string name in (string[])["collections.OrderedDict", "collections.Counter"]) yield return new(name, TorchGlobalKind.Map);
        foreach (string module in (string[])["builtins", "__builtin__"])
        {
            yield return new($"{module}.set", TorchGlobalKind.List);
            yield return new($"{module}.frozenset", TorchGlobalKind.List);
            yield return new($"{module}.bytearray", TorchGlobalKind.Bytes);
        }

        yield return new("_codecs.encode", TorchGlobalKind.Bytes);
        yield return new("torch.Size", TorchGlobalKind.Size);
        yield return new("torch.device", TorchGlobalKind.Device);
        yield return new("torch._utils._rebuild_tensor", TorchGlobalKind.Tensor);
        yield return new("torch._utils._rebuild_tensor_v2", TorchGlobalKind.Tensor);
        yield return new("torch._utils._rebuild_tensor_v3", TorchGlobalKind.TypedTensor);
        yield return new("torch._utils._rebuild_parameter", TorchGlobalKind.Parameter);
        yield return new("torch._utils._rebuild_parameter_with_state", TorchGlobalKind.Parameter);
        yield return new("torch._tensor._rebuild_from_type_v2", TorchGlobalKind.TensorWithState);
        foreach (string name in (string[])["torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer"]) yield return new(name, TorchGlobalKind.Name);
        foreach (string name in (string[])["torch.storage.UntypedStorage", "torch.storage._UntypedStorage", "torch.UntypedStorage"]) yield return new(name, TorchGlobalKind.Storage);
        foreach ((string kind, ElementType type) in Storages)
        {
            yield return new($"torch.{kind}Storage", TorchGlobalKind.Storage, type);
            yield return new($"torch.cuda.{kind}Storage", TorchGlobalKind.Storage, type);
        }

        foreach ((string name, ElementType type) in ElementNames) yield return new($"torch.{name}", TorchGlobalKind.ElementKind, type);
    }
}
