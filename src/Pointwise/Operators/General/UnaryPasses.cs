using System.Diagnostics;
using Pointwise.Kernels;

namespace Pointwise.Operators.General;

/// <summary>Which kernel each <see cref="UnaryFunction"/> is.</summary>
internal static class UnaryPasses
{
    public static void Forward(in ForwardPass pass, Unary op)
    {
        float a = op.Alpha, b = op.Beta;
        switch (op.Function)
        {
            case UnaryFunction.Abs: Map(pass, new Magnitude()); break;
            case UnaryFunction.Ceil: Map(pass, new Raised()); break;
            case UnaryFunction.Celu: Map(pass, new ExponentialLinear(a, 1, a)); break;
            case UnaryFunction.Elu: Map(pass, new ExponentialLinear(a, 1, 1)); break;
            case UnaryFunction.Erf: Map(pass, new ErrorFunction()); break;
            case UnaryFunction.Exp: Map(pass, new NaturalPower()); break;
            case UnaryFunction.Floor: Map(pass, new Floored()); break;
            case UnaryFunction.Gelu: Map(pass, new GaussianLinear()); break;
            case UnaryFunction.GeluTanh: Map(pass, new GaussianLinearByTangent()); break;
            case UnaryFunction.HardSigmoid: Map(pass, new HardLogistic(a, b)); break;
            case UnaryFunction.HardSwish: Map(pass, new HardSwished()); break;
            case UnaryFunction.LeakyRelu: Map(pass, new LeakyRectified(a)); break;
            case UnaryFunction.Log: Map(pass, new NaturalLogarithm()); break;
            case UnaryFunction.Mish: Map(pass, new Mished()); break;
            case UnaryFunction.Neg: Map(pass, new Negated()); break;
            case UnaryFunction.Reciprocal: Map(pass, new Inverse()); break;
            case UnaryFunction.Round: Map(pass, new Rounded()); break;
            case UnaryFunction.Selu: Map(pass, new ExponentialLinear(a, b, 1)); break;
            case UnaryFunction.Sign: Map(pass, new Signum()); break;
            case UnaryFunction.Softplus: Map(pass, new SoftRectified()); break;
            case UnaryFunction.Softsign: Map(pass, new SoftSigned()); break;
            case UnaryFunction.Sqrt: Map(pass, new SquareRoot()); break;
            case UnaryFunction.Tanh: Map(pass, new HyperbolicTangent()); break;
            case UnaryFunction.ThresholdedRelu: Map(pass, new AboveThreshold(a)); break;
            default: throw new UnreachableException($"{op.Function} of floats");
        }
    }

    public static void OfIntegers(in ForwardPass pass, UnaryFunction function)
    {
        switch (function)
        {
            case UnaryFunction.Abs: MapIntegers<IntegerMagnitude>(pass); break;
            case UnaryFunction.Neg: MapIntegers<IntegerNegated>(pass); break;
            case UnaryFunction.Not: MapIntegers<TruthNegated>(pass); break;
            case UnaryFunction.Sign: MapIntegers<IntegerSignum>(pass); break;
            default: throw new UnreachableException($"{function} of whole numbers");
        }
    }

    public static void Backward(in BackwardPass pass, Unary op)
    {
        float a = op.Alpha, b = op.Beta;
        switch (op.Function)
        {
            case UnaryFunction.Abs: Send(pass, new MagnitudeSlope()); break;
            case UnaryFunction.Celu: Send(pass, new ExponentialLinearSlope(a, 1, a)); break;
            case UnaryFunction.Elu: Send(pass, new ExponentialLinearSlope(a, 1, 1)); break;
            case UnaryFunction.Erf: Send(pass, new ErrorFunctionSlope()); break;
            case UnaryFunction.Exp: SendByOutput(pass, new Product()); break;
            case UnaryFunction.Gelu: Send(pass, new GaussianLinearSlope()); break;
            case UnaryFunction.GeluTanh: Send(pass, new GaussianLinearByTangentSlope()); break;
            case UnaryFunction.HardSigmoid: Send(pass, new HardLogisticSlope(a, b)); break;
            case UnaryFunction.HardSwish: Send(pass, new HardSwishedSlope()); break;
            case UnaryFunction.LeakyRelu: Send(pass, new LeakyRectifiedSlope(a)); break;
            case UnaryFunction.Log: Send(pass, new Quotient()); break;
            case UnaryFunction.Mish: Send(pass, new MishedSlope()); break;
            case UnaryFunction.Neg: Elementwise.Map(pass.Workers, new Negated(), pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]); break;
            case UnaryFunction.Reciprocal: SendByOutput(pass, new InverseSlope()); break;
            case UnaryFunction.Selu: Send(pass, new ExponentialLinearSlope(a, b, 1)); break;
            case UnaryFunction.Softplus: Send(pass, new SoftRectifiedSlope()); break;
            case UnaryFunction.Softsign: Send(pass, new SoftSignedSlope()); break;
            case UnaryFunction.Sqrt: SendByOutput(pass, new SquareRootSlope()); break;
            case UnaryFunction.Tanh: SendByOutput(pass, new TangentSlope()); break;
            case UnaryFunction.ThresholdedRelu: Send(pass, new AboveThresholdSlope(a)); break;
            default: throw new UnreachableException($"{op.Function} has no backward");
        }
    }

    private static void Map<TFunction>(in ForwardPass pass, TFunction function)
        where TFunction : struct, IFunction1 => Elementwise.Map(pass.Workers, function, pass.Inputs[0], pass.Output);

    private static void MapIntegers<TFunction>(in ForwardPass pass)
        where TFunction : struct, IScalarFunction<long, long> => ScalarMap.Run<long, long, TFunction>(pass.Workers, pass.InputView(0), pass.OutputView);

    /// <summary>The slope takes the gradient and the input.</summary>
    private static void Send<TFunction>(in BackwardPass pass, TFunction slope)
        where TFunction : struct, IFunction2 =>
        Elementwise.Map(pass.Workers, slope, pass.OutputGradient, pass.Inputs[0], pass.InputGradients[0], pass.Accumulate[0]);

    /// <summary>The slope takes the gradient and the result.</summary>
    private static void SendByOutput<TFunction>(in BackwardPass pass, TFunction slope)
        where TFunction : struct, IFunction2 =>
        Elementwise.Map(pass.Workers, slope, pass.OutputGradient, pass.Output, pass.InputGradients[0], pass.Accumulate[0]);
}
