namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Errors that JPEG files have alone, each with the byte it was met at.</summary>
internal static class JpegProblem
{
    public static PointwiseException Cut(string where, int position, string expected) => DamagedPicture.At(where, position, "ends too early", expected, "the end of the data");

    public static PointwiseException Unsupported(string where, int position, string kind) =>
        new($"{where}: byte {position}", $"unsupported: {kind}", "baseline, extended or progressive JPEG of 8 bits", kind, "convert the picture to a baseline JPEG or a PNG");

    public static PointwiseException TooMany(string where, int position, string what, int most) =>
        new($"{where}: byte {position}", $"too many {what}", $"at most {most}", "more", $"write the picture again, or raise {nameof(Limits)}.{nameof(Limits.JpegScans)}");
}
