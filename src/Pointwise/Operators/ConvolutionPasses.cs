using Pointwise.Kernels;

namespace Pointwise.Operators;

/// <summary>Forward and backward of what is a convolution underneath: Conv2D, and Linear as its pointwise case.</summary>
internal static class ConvolutionPasses
{
    public static void Prepare(in ForwardPass pass, Convolution kernel, bool bias) =>
        kernel.Prepare(pass.Workers, pass.Parameters[0], bias ? pass.Parameters[1] : default, pass.Output, pass.Prepared);

    public static void Forward(in ForwardPass pass, Convolution kernel, bool bias, Activation activation, Rows residual = default)
    {
        if (!pass.Parts.IsEmpty) kernel.Scatter(pass.Workers, pass.Inputs[0], pass.Prepared, bias, activation == Activation.Relu, pass.Parts);
        else kernel.Forward(pass.Workers, pass.Inputs[0], pass.Prepared, bias, activation == Activation.Relu, pass.Output, residual);
    }

    /// <summary>
    /// dx = dy convolved with the weights turned round; dw[f,c,ky,kx] = sum over images and pixels of dy[f] x[c at that tap]; db = sum of dy.
    /// </summary>
    public static void Backward(in BackwardPass pass, Convolution kernel, bool bias, Activation activation)
    {
        if (activation == Activation.Relu) Elementwise.Map(pass.Workers, new WherePositive(), pass.OutputGradient, pass.Output, pass.OutputGradient);
        if (!pass.ParameterGradients[0].IsNone) WeightGradient.Add(pass.Workers, kernel, pass.Inputs[0], pass.OutputGradient, pass.ParameterGradients[0]);
        if (bias && !pass.ParameterGradients[1].IsNone) BiasGradient.Add(pass.Workers, pass.OutputGradient, pass.ParameterGradients[1]);
        if (!pass.InputGradients[0].IsNone)
            kernel.InputGradient(pass.Workers, pass.Parameters[0], pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
