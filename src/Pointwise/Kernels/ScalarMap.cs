namespace Pointwise.Kernels;

/// <summary>A function of one number.</summary>
internal interface IScalarFunction<TX, TResult>
{
    static abstract TResult Of(TX x);
}

/// <summary>A function of two numbers.</summary>
internal interface IScalarFunction<TX, TY, TResult>
{
    static abstract TResult Of(TX x, TY y);
}

/// <summary>Plain loops for what has no lanes: integers, comparisons, powers. Operands are broadcast to the result by numpy's rules.</summary>
internal static unsafe class ScalarMap
{
    /// <summary>destination = f(x).</summary>
    public static void Run<TX, TResult, TFunction>(Workers workers, View x, View destination)
        where TX : unmanaged
        where TResult : unmanaged
        where TFunction : struct, IScalarFunction<TX, TResult> =>
        Run<TX, TX, TResult, OfFirst<TX, TResult, TFunction>>(workers, x, x, destination);

    /// <summary>destination = f(x, y).</summary>
    public static void Run<TX, TY, TResult, TFunction>(Workers workers, View x, View y, View destination)
        where TX : unmanaged
        where TY : unmanaged
        where TResult : unmanaged
        where TFunction : struct, IScalarFunction<TX, TY, TResult>
    {
        var nest = new LoopNest(destination, Alignment.Broadcast(x, destination), Alignment.Broadcast(y, destination));
        var work = new Work<TX, TY, TResult, TFunction>(nest, At<TX>(x), At<TY>(y), At<TResult>(destination));
        workers.Run(ref work, nest.Pieces.Count);
    }

    /// <summary>destination = yes where the condition is not 0, else no.</summary>
    public static void Select<T>(Workers workers, View condition, View yes, View no, View destination)
        where T : unmanaged
    {
        var nest = new LoopNest(destination, Alignment.Broadcast(condition, destination), Alignment.Broadcast(yes, destination), Alignment.Broadcast(no, destination));
        var work = new SelectWork<T>(nest, condition.Integers, At<T>(yes), At<T>(no), At<T>(destination));
        workers.Run(ref work, nest.Pieces.Count);
    }

    /// <summary>Whether an element is 0.</summary>
    public static bool HasZero(View integers)
    {
        var nest = new LoopNest(integers, integers);
        for (int run = 0; run < nest.Pieces.Total; run++)
        {
            LoopNest.Offsets at = nest.RunOf(run);
            for (int i = 0; i < at.Count; i++)
                if (integers.Integers[at.A + i * nest.InnerStride(0)] == 0) return true;
        }

        return false;
    }

    private static T* At<T>(View view) where T : unmanaged => typeof(T) == typeof(float) ? (T*)view.Floats : (T*)view.Integers;

    private readonly struct OfFirst<TX, TResult, TFunction> : IScalarFunction<TX, TX, TResult>
        where TFunction : struct, IScalarFunction<TX, TResult>
    {
        public static TResult Of(TX x, TX y) => TFunction.Of(x);
    }

    private readonly struct Work<TX, TY, TResult, TFunction>(LoopNest nest, TX* x, TY* y, TResult* destination) : IWork
        where TX : unmanaged
        where TY : unmanaged
        where TResult : unmanaged
        where TFunction : struct, IScalarFunction<TX, TY, TResult>
    {
        private readonly LoopNest nest = nest;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = nest.Pieces;
            nint dStep = (nint)nest.InnerStride(0), xStep = (nint)nest.InnerStride(1), yStep = (nint)nest.InnerStride(2);
            for (int run = split.Start(piece); run < split.End(piece); run++)
            {
                LoopNest.Offsets at = nest.RunOf(run);
                TResult* d = destination + at.A;
                TX* a = x + at.B;
                TY* b = y + at.C;
                for (nint i = 0; i < at.Count; i++) d[i * dStep] = TFunction.Of(a[i * xStep], b[i * yStep]);
            }
        }
    }

    private readonly struct SelectWork<T>(LoopNest nest, long* condition, T* yes, T* no, T* destination) : IWork
        where T : unmanaged
    {
        private readonly LoopNest nest = nest;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = nest.Pieces;
            nint dStep = (nint)nest.InnerStride(0), cStep = (nint)nest.InnerStride(1), yStep = (nint)nest.InnerStride(2), nStep = (nint)nest.InnerStride(3);
            for (int run = split.Start(piece); run < split.End(piece); run++)
            {
                LoopNest.Offsets at = nest.RunOf(run);
                T* d = destination + at.A, y = yes + at.C, n = no + at.D;
                long* c = condition + at.B;
                for (nint i = 0; i < at.Count; i++) d[i * dStep] = c[i * cStep] != 0 ? y[i * yStep] : n[i * nStep];
            }
        }
    }
}
