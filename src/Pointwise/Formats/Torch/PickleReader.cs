using System.Numerics;

namespace Pointwise.Formats.Torch;

/// <summary>
/// Reads pickles of unknown origin: a stack machine of the few steps that tensors, numbers, text and their containers need. Nothing is ever
/// executed; what a pickle asks for by name is up to <see cref="IPickleObjects"/>. Dictionaries are <see cref="PickleMap"/>, tuples arrays,
/// lists and sets lists, whole numbers long, or BigInteger above 64 bits.
/// </summary>
/// <param name="bytes">The pickle, or some behind each other.</param>
/// <param name="objects">What names stand for.</param>
/// <param name="where">The file, for errors.</param>
/// <param name="limits">How much is believed.</param>
internal sealed class PickleReader(PickleBytes bytes, IPickleObjects objects, string where, Limits limits)
{
    private const int HighestProtocol = 5;
    private readonly PickleStack stack = new();
    private readonly List<object?> memo = [];
    private int steps;

    /// <summary>Reads the next pickle up to its end.</summary>
    /// <exception cref="PointwiseException">It is damaged, or needs more than tensors do.</exception>
    public object? Read()
    {
        stack.Clear();
        memo.Clear();
        while (true)
        {
            long at = bytes.Position;
            if (++steps > limits.PickleSteps)
                throw new PointwiseException($"{where}: byte {at}", "pickle of too many steps", $"at most {limits.PickleSteps} (limit {nameof(Limits.PickleSteps)})", "more", "save only the tensors, or raise the limit");
            try
            {
                byte code = bytes.Next();
                if (code == PickleCode.Stop) return stack.Last();
                if (!Plain(code) && !Text(code) && !Container(code) && !Memory(code) && !Object(code)) throw Unknown(code);
            }
            catch (PickleProblem e)
            {
                throw e.At($"{where}: byte {at}");
            }
        }
    }

    private bool Plain(byte code)
    {
        switch (code)
        {
            case PickleCode.Proto: RequireProtocol(bytes.Next()); break;
            case PickleCode.Frame: bytes.Int64(); break;
            case PickleCode.None: stack.Push(null); break;
            case PickleCode.NewTrue: stack.Push(true); break;
            case PickleCode.NewFalse: stack.Push(false); break;
            case PickleCode.BinInt: stack.Push((long)bytes.Int32()); break;
            case PickleCode.BinInt1: stack.Push((long)bytes.Next()); break;
            case PickleCode.BinInt2: stack.Push((long)bytes.UInt16()); break;
            case PickleCode.Long1: PushNumber(bytes.Next()); break;
            case PickleCode.Long4: PushNumber(bytes.Int32()); break;
            case PickleCode.BinFloat: stack.Push(bytes.Double()); break;
            default: return false;
        }

        return true;
    }

    private bool Text(byte code)
    {
        switch (code)
        {
            case PickleCode.BinUnicode: stack.Push(bytes.Text((uint)bytes.Int32())); break;
            case PickleCode.ShortBinUnicode: stack.Push(bytes.Text(bytes.Next())); break;
            case PickleCode.BinUnicode8: stack.Push(bytes.Text(bytes.Int64())); break;
            case PickleCode.BinString: stack.Push(bytes.Text(bytes.Int32())); break;
            case PickleCode.ShortBinString: stack.Push(bytes.Text(bytes.Next())); break;
            case PickleCode.BinBytes: stack.Push(bytes.Take((uint)bytes.Int32())); break;
            case PickleCode.ShortBinBytes: stack.Push(bytes.Take(bytes.Next())); break;
            case PickleCode.BinBytes8 or PickleCode.ByteArray8: stack.Push(bytes.Take(bytes.Int64())); break;
            default: return false;
        }

        return true;
    }

    private bool Container(byte code)
    {
        switch (code)
        {
            case PickleCode.Mark: stack.Mark(); break;
            case PickleCode.EmptyTuple: stack.Push(Array.Empty<object?>()); break;
            case PickleCode.Tuple1: stack.Push(stack.Pop(1)); break;
            case PickleCode.Tuple2: stack.Push(stack.Pop(2)); break;
            case PickleCode.Tuple3: stack.Push(stack.Pop(3)); break;
            case PickleCode.Tuple: stack.Push(stack.PopToMark()); break;
            case PickleCode.EmptyList or PickleCode.EmptySet: stack.Push(new List<object?>()); break;
            case PickleCode.List or PickleCode.FrozenSet: stack.Push(new List<object?>(stack.PopToMark())); break;
            case PickleCode.Append: AddTo(stack.Pop(1)); break;
            case PickleCode.Appends or PickleCode.AddItems: AddTo(stack.PopToMark()); break;
            case PickleCode.EmptyDict: stack.Push(new PickleMap()); break;
            case PickleCode.Dict: Set(new PickleMap(), stack.PopToMark(), push: true); break;
            case PickleCode.SetItem: SetTop(stack.Pop(2)); break;
            case PickleCode.SetItems: SetTop(stack.PopToMark()); break;
            default: return false;
        }

        return true;
    }

    private bool Memory(byte code)
    {
        switch (code)
        {
            case PickleCode.Pop: stack.Drop(); break;
            case PickleCode.PopMark: stack.PopToMark(); break;
            case PickleCode.Dup: stack.Push(stack.Top); break;
            case PickleCode.BinGet: stack.Push(Recall(bytes.Next())); break;
            case PickleCode.LongBinGet: stack.Push(Recall((uint)bytes.Int32())); break;
            case PickleCode.BinPut: Remember(bytes.Next()); break;
            case PickleCode.LongBinPut: Remember((uint)bytes.Int32()); break;
            case PickleCode.Memoize: Remember((uint)memo.Count); break;
            default: return false;
        }

        return true;
    }

    private bool Object(byte code)
    {
        switch (code)
        {
            case PickleCode.Global:
                stack.Push(objects.Global($"{bytes.Line()}.{bytes.Line()}"));
                break;
            case PickleCode.StackGlobal:
                object?[] parts = stack.Pop(2);
                stack.Push(parts is [string module, string name] ? objects.Global($"{module}.{name}") : throw new PickleProblem("a name that is no text", "module and name", PickleText.Of(parts)));
                break;
            case PickleCode.Reduce or PickleCode.NewObject:
                object?[] call = stack.Pop(2);
                stack.Push(objects.Call(call[0], call[1] as object[] ?? throw new PickleProblem("arguments that are no tuple", "a tuple", PickleText.Of(call[1]))));
                break;
            case PickleCode.Build:
                object? state = stack.Pop(1)[0];
                objects.Build(stack.Top, state);
                break;
            case PickleCode.BinPersistentId:
                stack.Push(objects.Persistent(stack.Pop(1)[0]));
                break;
            default:
                return false;
        }

        return true;
    }

    private void AddTo(object?[] items)
    {
        if (stack.Top is not List<object?> list) throw new PickleProblem("items for what is no list", "a list", PickleText.Of(stack.Top));
        list.AddRange(items);
    }

    private void SetTop(object?[] items) =>
        Set(stack.Top as PickleMap ?? throw new PickleProblem("keys for what is no dictionary", "a dictionary", PickleText.Of(stack.Top)), items, push: false);

    private void Set(PickleMap map, object?[] items, bool push)
    {
        if (items.Length % 2 != 0) throw new PickleProblem("a key without its value", "pairs", $"{items.Length} items");
        for (int i = 0; i < items.Length; i += 2) map.Set(items[i], items[i + 1]);
        if (push) stack.Push(map);
    }

    private object? Recall(uint index) => index < memo.Count && !ReferenceEquals(memo[(int)index], PickleStack.Nothing) ? memo[(int)index]
        : throw new PickleProblem("recalls what was never kept", "a value kept before", $"number {index}");

    private void Remember(uint index)
    {
        if (index >= limits.PickleSteps) throw new PickleProblem("keeps too many values", $"numbers below {limits.PickleSteps} (limit {nameof(Limits.PickleSteps)})", $"{index}");
        while (memo.Count <= index) memo.Add(PickleStack.Nothing);
        memo[(int)index] = stack.Top;
    }

    private void PushNumber(int length)
    {
        if (length is < 0 or > byte.MaxValue) throw new PickleProblem("a number too long", $"at most {byte.MaxValue} bytes", $"{length}");
        var value = new BigInteger(bytes.Take(length));
        if (value >= long.MinValue && value <= long.MaxValue) stack.Push((long)value);
        else stack.Push(value);
    }

    private static void RequireProtocol(byte protocol)
    {
        if (protocol is < 2 or > HighestProtocol) throw new PickleProblem("pickle of another protocol", $"2 to {HighestProtocol}", $"{protocol}");
    }

    private static PickleProblem Unknown(byte code) => new("a step that tensors do not need", "tensors, numbers, text and their containers",
        code is > (byte)' ' and < 127 ? $"'{(char)code}' (0x{code:X2})" : $"0x{code:X2}");
}
