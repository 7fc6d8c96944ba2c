namespace Pointwise.Training.Attributions;

/// <summary>How a map of what speaks for a class is made.</summary>
public enum AttributionMethod
{
    /// <summary>
    /// The class activation map (arXiv:1512.04150): what each place adds to the class's logit. Exact: its sum is the logit without the bias. Only of a map
    /// from which everything up to the logit is affine, as a global average and a fully connected layer are.
    /// </summary>
    Cam,

    /// <summary>Grad-CAM (arXiv:1610.02391): channels weighted by the mean of their gradient, what speaks against the class left out. Of any map.</summary>
    GradCam,
}
