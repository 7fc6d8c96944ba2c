namespace Pointwise.Kernels;

/// <summary>
/// Which way a convolution goes: the one that <see cref="WinogradChoice"/> finds from the shapes of one picture, where none is named; else the direct
/// sums, or one of Winograd's forms.
/// </summary>
/// <param name="IsNamed">Whether one is named.</param>
/// <param name="Form">The form; null for the direct sums.</param>
internal readonly record struct ConvolutionWay(bool IsNamed, WinogradForm? Form)
{
    /// <summary>The direct sums.</summary>
    public static ConvolutionWay Direct => new(IsNamed: true, Form: null);

    /// <summary>One of Winograd's forms.</summary>
    public static ConvolutionWay Of(WinogradForm form) => new(IsNamed: true, form);
}
