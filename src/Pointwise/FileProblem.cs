namespace Pointwise;

/// <summary>What the operating system refuses, told as a user's mistake.</summary>
internal static class FileProblem
{
    public static bool IsOne(Exception e) =>
        e is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException or ArgumentException;

    public static PointwiseException Reading(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new PointwiseException(path, "no such file", "a file that exists", "nothing", "check the path", e),
        EndOfStreamException =>
            new PointwiseException(path, "ended while it was read", "a file that stays as it is", "fewer bytes than it had when it was opened", "let the program that writes it finish, then read it again", e),
        _ => new PointwiseException(path, "cannot be read", "a file that may be read", OneLine(e), "check the path and its permissions", e),
    };

    public static PointwiseException Writing(string path, Exception e) => e switch
    {
        DirectoryNotFoundException =>
            new PointwiseException(path, "cannot be written", "a folder that exists", $"no folder {Path.GetDirectoryName(Path.GetFullPath(path))}", "create the folder or correct the path", e),
        _ => new PointwiseException(path, "cannot be written", "a place that may be written and has room", OneLine(e), "check permissions and free space; what was there before is unchanged", e),
    };

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");
}
