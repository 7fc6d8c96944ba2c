namespace Pointwise.Operators.General;

/// <summary>How values between those of the source are made.</summary>
public enum ResizeMode
{
    /// <summary>The nearest value of the source.</summary>
    Nearest,

    /// <summary>A weighted mean of two values along every axis.</summary>
    Linear,

    /// <summary>Of four values along every axis (Keys 1981).</summary>
    Cubic,
}

/// <summary>Where a place x of the result lies on an axis of the source, by ONNX's names; scale is result over source.</summary>
public enum CoordinateMode
{
    /// <summary>(x + 0.5) / scale - 0.5: pixels are areas, both pictures cover the same.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, with the centres of both axes at the same place where the scale gives no whole size.</summary>
    HalfPixelSymmetric,

    /// <summary>As <see cref="HalfPixel"/>, but 0 where the result has one place.</summary>
    PytorchHalfPixel,

    /// <summary>x (source - 1) / (result - 1): the first and last places lie on each other.</summary>
    AlignCorners,

    /// <summary>x / scale: the first places lie on each other.</summary>
    Asymmetric,

    /// <summary>(x + 0.5) / scale: an old rule for nearest values. An axis that keeps its size stays as it is.</summary>
    TfHalfPixelForNn,

    /// <summary>The result covers a region of the source, given as a third input; what lies beyond the source gets a value of its own.</summary>
    TfCropAndResize,
}

/// <summary>Which value is the nearest.</summary>
public enum NearestMode
{
    /// <summary>Halves go to the lower place.</summary>
    RoundPreferFloor,

    /// <summary>Halves go to the higher place.</summary>
    RoundPreferCeil,

    /// <summary>The next lower place.</summary>
    Floor,

    /// <summary>The next higher place.</summary>
    Ceil,
}

/// <summary>What becomes of sizes that would change the proportions of the resized axes.</summary>
public enum AspectPolicy
{
    /// <summary>They are taken as they are.</summary>
    Stretch,

    /// <summary>One scale for all these axes, so that none is larger than its size.</summary>
    NotLarger,

    /// <summary>One scale for all these axes, so that none is smaller than its size.</summary>
    NotSmaller,
}

/// <summary>How a resize samples its source: ONNX's attributes.</summary>
/// <param name="Mode">How values between those of the source are made.</param>
/// <param name="Coordinates">Where places of the result lie on the source.</param>
/// <param name="Nearest">Which value is the nearest.</param>
/// <param name="CubicA">The cubic's coefficient; -0.5 and -0.75 are common.</param>
/// <param name="ExcludeOutside">Whether what lies beyond the source has no weight; else the source's ends are repeated.</param>
/// <param name="Antialias">Whether, where the result is smaller, each place is a mean of all that it covers.</param>
/// <param name="Outside">The value of places outside the source, of <see cref="CoordinateMode.TfCropAndResize"/>.</param>
/// <param name="Aspect">What becomes of sizes that would change the proportions.</param>
public sealed record ResizeRule(
    ResizeMode Mode = ResizeMode.Nearest, CoordinateMode Coordinates = CoordinateMode.HalfPixel, NearestMode Nearest = NearestMode.RoundPreferFloor,
    float CubicA = -0.75f, bool ExcludeOutside = false, bool Antialias = false, float Outside = 0, AspectPolicy Aspect = AspectPolicy.Stretch)
{
    internal Attributes Write(Attributes attributes) => attributes
        .With("mode", Spelling.Of(Mode)).With("coordinate_transformation_mode", Spelling.Of(Coordinates)).With("nearest_mode", Spelling.Of(Nearest))
        .With("cubic_coeff_a", CubicA).With("exclude_outside", ExcludeOutside).With("antialias", Antialias)
        .With("extrapolation_value", Outside).With("keep_aspect_ratio_policy", Spelling.Of(Aspect));

    internal static ResizeRule Read(Attributes a) => new(
        Spelling.Read(a, "mode", ResizeMode.Nearest), Spelling.Read(a, "coordinate_transformation_mode", CoordinateMode.HalfPixel),
        Spelling.Read(a, "nearest_mode", NearestMode.RoundPreferFloor), (float)a.Number("cubic_coeff_a", -0.75), a.Flag("exclude_outside"), a.Flag("antialias"),
        (float)a.Number("extrapolation_value", 0), Spelling.Read(a, "keep_aspect_ratio_policy", AspectPolicy.Stretch));
}
