using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Known values written into memory, and read back.</summary>
internal static unsafe class LiteralMemory
{
    public static void Write(Literal literal, in View destination)
    {
        for (long i = 0; i < literal.Shape.Elements; i++)
        {
            long place = destination.OffsetOf(i);
            if (literal.Kind == ElementKind.Float32) destination.Floats[place] = literal.Floats[(int)i];
            else destination.Integers[place] = literal.Integers[(int)i];
        }
    }

    public static Literal Read(in View source, Shape shape)
    {
        if (source.Kind == ElementKind.Float32)
        {
            var floats = new float[shape.Elements];
            for (int i = 0; i < floats.Length; i++) floats[i] = source.Floats[source.OffsetOf(i)];
            return Literal.Owning(shape, floats);
        }

        var integers = new long[shape.Elements];
        for (int i = 0; i < integers.Length; i++) integers[i] = source.Integers[source.OffsetOf(i)];
        return Literal.Owning(shape, source.Kind, integers);
    }
}
