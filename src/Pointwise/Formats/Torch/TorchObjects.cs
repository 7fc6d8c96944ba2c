using System.Text;
using Pointwise.Tensors;

namespace Pointwise.Formats.Torch;

/// <summary>Makes the tensors of a checkpoint, and the few other things that come with them.</summary>
/// <param name="limits">How large they may be.</param>
internal sealed class TorchObjects(Limits limits) : IPickleObjects
{
    private readonly Dictionary<string, TorchStorage> storages = new(StringComparer.Ordinal);

    private long copies;

    /// <summary>The storages that were asked for, by name.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => storages;

    public object Global(string name) => TorchGlobal.Of(name);

    public object? Call(object? function, object?[] arguments)
    {
        if (function is not TorchGlobal global) throw new PickleProblem("calls what is no function", "a function that makes tensors", PickleText.Of(function));
        return (global.Kind, arguments) switch
        {
            (TorchGlobalKind.Map, _) => MapOf(global, arguments),
            (TorchGlobalKind.List, []) => new List<object?>(),
            (TorchGlobalKind.List, [List<object?> items]) => items,
            (TorchGlobalKind.Bytes, []) => Array.Empty<byte>(),
            (TorchGlobalKind.Bytes, [string text, ..]) => Encoding.Latin1.GetBytes(Afforded(text, text.Length)),
            (TorchGlobalKind.Bytes, [byte[] bytes]) => bytes,
            (TorchGlobalKind.Size, [object[] extents]) => extents,
            (TorchGlobalKind.Device, [string name, ..]) => name,
            (TorchGlobalKind.Tensor, [TorchStorageView view, long first, object[] size, object[] strides, ..]) => Tensor(view, null, first, size, strides),
            (TorchGlobalKind.TypedTensor, [TorchStorageView view, long first, object[] size, object[] strides, _, _, TorchGlobal { Kind: TorchGlobalKind.ElementKind } type, ..]) =>
                Tensor(view, type.Type, first, size, strides),
            (TorchGlobalKind.Parameter, [TorchTensor tensor, ..]) => tensor,
            (TorchGlobalKind.TensorWithState, [TorchGlobal { Kind: TorchGlobalKind.Tensor or TorchGlobalKind.TypedTensor or TorchGlobalKind.Parameter } rebuild, TorchGlobal { Kind: TorchGlobalKind.Name }, object[] inner, ..]) =>
                Call(rebuild, inner),
            _ => throw new PickleProblem($"cannot make {global.Name} of this", "the arguments it is saved with", PickleText.Of(arguments, 8)),
        };
    }

    /// <summary>Python gives an ordered dictionary, and a tensor, attributes beside what it holds; none of them is needed.</summary>
    public void Build(object? target, object? state)
    {
        if (target is not (PickleMap or TorchTensor) || state is not PickleMap)
            throw new PickleProblem("sets the state of an object", "state of dictionaries and tensors alone: nothing of a checkpoint is ever executed", PickleText.Of(target),
                "save the tensors alone, in Python: torch.save(model.state_dict(), path)");
    }

    public object Persistent(object? id)
    {
        if (id is not object[] { Length: >= 5 } parts || parts[0] is not "storage" || parts[1] is not TorchGlobal { Kind: TorchGlobalKind.Storage } kind
            || parts[2] is not string key || parts[4] is not long elements)
        {
            throw new PickleProblem("refers to what is no storage", "storage, its kind, name, place and size", id is object[] items ? PickleText.Of(items, 8) : PickleText.Of(id),
                "save the tensors alone, in Python: torch.save(model.state_dict(), path)");
        }

        TorchStorage storage = Storage(key, kind, elements);
        return (parts.Length > 5 ? parts[5] : null) switch
        {
            null => new TorchStorageView(storage, 0, elements),
            object[] and [_, long first, long part] when first >= 0 && part >= 0 && first <= elements - part => new TorchStorageView(storage, first, part),
            var view => throw new PickleProblem("a part beyond its storage", $"a name, an offset and a size within {elements} elements", PickleText.Of(view)),
        };
    }

    private TorchStorage Storage(string key, TorchGlobal kind, long elements)
    {
        if (elements < 0 || elements >= limits.TensorElements)
            throw new PickleProblem("a storage of impossible size", $"0 or more, below {limits.TensorElements} (limit {nameof(Limits.TensorElements)})", $"{elements}");
        if (storages.TryGetValue(key, out TorchStorage? known))
        {
            if (known.Elements == elements && known.Type == kind.Type) return known;
            throw new PickleProblem($"storage {JsonCursor.Shorten(key)} is told of in two ways", $"{known.Elements} of {known.Type?.ToString() ?? "bytes"} as before", $"{elements} of {kind.Type?.ToString() ?? "bytes"}");
        }

        if (storages.Count == limits.Tensors) throw new PickleProblem("too many storages", $"at most {limits.Tensors} (limit {nameof(Limits.Tensors)})", "more", "split the file, or raise the limit");
        return storages[key] = new TorchStorage(key, kind.Type, elements);
    }

    private TorchTensor Tensor(TorchStorageView view, ElementType? type, long first, object?[] size, object?[] strides)
    {
        ElementType elements = type ?? view.Storage.Type ?? throw new PickleProblem("a tensor whose type nobody tells", "a storage of one kind of elements", "a storage of bytes");
        if (type is not null && view.Storage.Type is { } stored && stored != type)
            throw new PickleProblem("a tensor of another type than its storage", $"{stored}", $"{type}");
        return TorchTensor.Of(view, elements, first, Numbers(size), Numbers(strides), limits);
    }

    private static long[] Numbers(object?[] values) => values.Length > Shape.MaxRank
        ? throw new PickleProblem("a tensor with impossible extents", $"up to {Shape.MaxRank}", $"{values.Length}")
        : [.. values.Select(v => v is long number ? number : throw new PickleProblem("extents that are no whole numbers", "whole numbers", PickleText.Of(v)))];

    private PickleMap MapOf(TorchGlobal global, object?[] arguments)
    {
        if (arguments is [PickleMap whole]) return whole;
        if (arguments is not ([] or [List<object?>])) throw new PickleProblem($"cannot make {global.Name} of this", "nothing, pairs or a dictionary", PickleText.Of(arguments, 8));
        var map = new PickleMap();
        List<object?> pairs = arguments is [List<object?> given] ? given : [];
        foreach (object? pair in Afforded(pairs, pairs.Count))
        {
            if (pair is object[] and [var key, var value]) map.Set(key, value);
            else if (pair is List<object?> and [var first, var second]) map.Set(first, second);
            else throw new PickleProblem($"{global.Name} of what are no pairs", "pairs of key and value", PickleText.Of(pair));
        }

        return map;
    }

    /// <summary>A few bytes may ask again and again for a copy of something large: all copies together are bounded.</summary>
    private T Afforded<T>(T copied, int size)
    {
        copies += size;
        return copies <= limits.PickleSteps ? copied
            : throw new PickleProblem("copies too much", $"at most {limits.PickleSteps} items and characters (limit {nameof(Limits.PickleSteps)})", "more", "save only the tensors, or raise the limit");
    }
}
