namespace Pointwise.Data.Drawn;

/// <summary>Puts drawn pictures into files that any viewer opens: a folder a class.</summary>
internal static class DrawnFolder
{
    /// <summary>Writes pictures as PNG, FOLDER/CLASS/CLASS-N.png. A file that is there already is written again.</summary>
    /// <param name="folder">Where to; it is made.</param>
    /// <param name="pictures">What to draw.</param>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="PointwiseException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static void Write(string folder, DrawnTextures pictures, CancellationToken stop)
    {
        foreach (string name in pictures.Classes) Make(Path.Combine(folder, name));
        Parallel.For(0, pictures.Count, new ParallelOptions { CancellationToken = stop }, i =>
            PictureFile.SavePng(PathOf(folder, pictures, i), pictures.Read(i)));
    }

    /// <summary>Where a picture lies.</summary>
    public static string PathOf(string folder, DrawnTextures pictures, int index) =>
        Path.Combine(folder, pictures.Classes[pictures.Label(index)], $"{pictures.NameOf(index)}.png");

    /// <summary>Makes a folder where it is not there yet.</summary>
    /// <exception cref="PointwiseException">It cannot be made.</exception>
    public static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PointwiseException(folder, "the folder cannot be made", "a folder to write to", e.Message, "name another folder", e);
        }
    }
}
