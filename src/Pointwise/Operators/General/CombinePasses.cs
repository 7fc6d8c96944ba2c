using System.Diagnostics;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Which kernel each <see cref="Combination"/> is.</summary>
internal static class CombinePasses
{
    public static void OfFloats(in ForwardPass pass, Combination function)
    {
        switch (function)
        {
            case Combination.Add: Chain(pass, new Sum()); break;
            case Combination.Div: Chain(pass, new Quotient()); break;
            case Combination.FMod: Scalars<float, float, float, FloatRemainder>(pass); break;
            case Combination.Max: Chain(pass, new Larger()); break;
            case Combination.Mean: Chain(pass, new Sum()); Elementwise.Map(pass.Workers, new Divided(pass.Inputs.Length), pass.Output, pass.Output); break;
            case Combination.Min: Chain(pass, new Smaller()); break;
            case Combination.Mul: Chain(pass, new Product()); break;
            case Combination.Pow when pass.InputInfos[1].Kind == ElementKind.Float32: Scalars<float, float, float, FloatPower>(pass); break;
            case Combination.Pow: Scalars<float, long, float, FloatWholePower>(pass); break;
            case Combination.Sub: Chain(pass, new Difference()); break;
            default: throw new UnreachableException($"{function} of floats");
        }
    }

    public static void OfIntegers(in ForwardPass pass, Combination function)
    {
        if (function is Combination.Div or Combination.Mod or Combination.FMod && ScalarMap.HasZero(pass.InputView(1)))
            throw new PointwiseException("input 1", "a division of whole numbers by 0", "no 0 among the divisors", "0", "correct the value that is divided by");
        switch (function)
        {
            case Combination.Add: ChainIntegers<IntegerSum>(pass); break;
            case Combination.And: ChainIntegers<TruthAnd>(pass); break;
            case Combination.Div: ChainIntegers<IntegerQuotient>(pass); break;
            case Combination.Equal: ChainIntegers<IntegersEqual>(pass); break;
            case Combination.FMod: ChainIntegers<IntegerRemainder>(pass); break;
            case Combination.Greater: ChainIntegers<IntegerGreater>(pass); break;
            case Combination.GreaterOrEqual: ChainIntegers<IntegerAtLeast>(pass); break;
            case Combination.Less: Scalars<long, long, long, IntegerGreater>(pass, turned: true); break;
            case Combination.LessOrEqual: Scalars<long, long, long, IntegerAtLeast>(pass, turned: true); break;
            case Combination.Max: ChainIntegers<IntegerLarger>(pass); break;
            case Combination.Min: ChainIntegers<IntegerSmaller>(pass); break;
            case Combination.Mod: ChainIntegers<IntegerModulus>(pass); break;
            case Combination.Mul: ChainIntegers<IntegerProduct>(pass); break;
            case Combination.Or: ChainIntegers<TruthOr>(pass); break;
            case Combination.Pow when pass.InputInfos[1].Kind == ElementKind.Float32: Scalars<long, float, long, IntegerFloatPower>(pass); break;
            case Combination.Pow: ChainIntegers<IntegerPower>(pass); break;
            case Combination.Sub: ChainIntegers<IntegerDifference>(pass); break;
            case Combination.Xor: ChainIntegers<TruthXor>(pass); break;
            default: throw new UnreachableException($"{function} of whole numbers");
        }
    }

    public static void Compare(in ForwardPass pass, Combination function)
    {
        switch (function)
        {
            case Combination.Equal: Scalars<float, float, long, FloatsEqual>(pass); break;
            case Combination.Greater: Scalars<float, float, long, FloatGreater>(pass); break;
            case Combination.GreaterOrEqual: Scalars<float, float, long, FloatAtLeast>(pass); break;
            case Combination.Less: Scalars<float, float, long, FloatGreater>(pass, turned: true); break;
            default: Scalars<float, float, long, FloatAtLeast>(pass, turned: true); break;
        }
    }

    public static void Backward(in BackwardPass pass, Combination function, int input)
    {
        View dy = pass.OutputGradientView, dx = pass.InputGradientView(input);
        bool accumulate = pass.Accumulate[input];
        switch (function)
        {
            case Combination.Add: GradientTerms.Send(pass.Workers, default(Kernels.Identity), dy, dx, accumulate); break;
            case Combination.Div when input == 0: GradientTerms.Send(pass.Workers, new Quotient(), dy, pass.InputView(1), dx, accumulate); break;
            case Combination.Div: SendDivisor(pass); break;
            case Combination.Mean: GradientTerms.Send(pass.Workers, new Divided(pass.Inputs.Length), dy, dx, accumulate); break;
            case Combination.Mul: GradientTerms.Send(pass.Workers, new Product(), dy, pass.InputView(1 - input), dx, accumulate); break;
            case Combination.Sub: GradientTerms.Send(pass.Workers, new Scaled(input == 0 ? 1 : -1), dy, dx, accumulate); break;
            default: throw new UnreachableException($"{function} has no backward");
        }
    }

    /// <summary>The first two values, then each further one with what the result holds.</summary>
    private static void Chain<TFunction>(in ForwardPass pass, TFunction function)
        where TFunction : struct, IFunction2
    {
        View y = pass.OutputView;
        if (pass.Inputs.Length == 1)
        {
            BroadcastMap.Run(pass.Workers, default(Kernels.Identity), pass.InputView(0), y);
            return;
        }

        BroadcastMap.Run(pass.Workers, function, pass.InputView(0), pass.InputView(1), y);
        for (int i = 2; i < pass.Inputs.Length; i++) BroadcastMap.Run(pass.Workers, function, y, pass.InputView(i), y);
    }

    private static void ChainIntegers<TFunction>(in ForwardPass pass)
        where TFunction : struct, IScalarFunction<long, long, long>
    {
        View y = pass.OutputView;
        if (pass.Inputs.Length == 1)
        {
            ScalarMap.Run<long, long, IntegerIdentity>(pass.Workers, pass.InputView(0), y);
            return;
        }

        ScalarMap.Run<long, long, long, TFunction>(pass.Workers, pass.InputView(0), pass.InputView(1), y);
        for (int i = 2; i < pass.Inputs.Length; i++) ScalarMap.Run<long, long, long, TFunction>(pass.Workers, y, pass.InputView(i), y);
    }

    private static void Scalars<TX, TY, TResult, TFunction>(in ForwardPass pass, bool turned = false)
        where TX : unmanaged
        where TY : unmanaged
        where TResult : unmanaged
        where TFunction : struct, IScalarFunction<TX, TY, TResult> =>
        ScalarMap.Run<TX, TY, TResult, TFunction>(pass.Workers, pass.InputView(turned ? 1 : 0), pass.InputView(turned ? 0 : 1), pass.OutputView);

    /// <summary>-dy x / y², as -(dy / y) (x / y).</summary>
    private static void SendDivisor(in BackwardPass pass)
    {
        View dy = pass.OutputGradientView, y = pass.InputView(1), terms = GradientTerms.Of(pass.Workers, dy);
        BroadcastMap.Run(pass.Workers, new Quotient(), pass.InputView(0), y, terms);
        BroadcastMap.Run(pass.Workers, new Quotient(), terms, y, terms);
        GradientTerms.Send(pass.Workers, new NegatedProduct(), dy, terms, pass.InputGradientView(1), pass.Accumulate[1]);
    }
}
