namespace Pointwise.Data.Codecs;

/// <summary>The error of a picture whose bytes are not what its format says.</summary>
internal static class DamagedPicture
{
    private const string Remedy = "write the picture again, or fetch it again where it was cut or changed on the way";

    /// <summary>Tells the byte.</summary>
    public static PointwiseException At(string where, long offset, string problem, string expected, string found, Exception? cause = null) =>
        new($"{where}: byte {offset}", problem, expected, found, Remedy, cause);

    /// <summary>Tells the row, where the bytes are packed.</summary>
    public static PointwiseException InRow(string where, int row, string problem, string expected, string found, Exception? cause = null) =>
        new($"{where}: row {row}", problem, expected, found, Remedy, cause);
}
