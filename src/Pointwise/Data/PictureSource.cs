namespace Pointwise.Data;

/// <summary>A picture that is read when its turn comes: a file, bytes that came over a network, a frame.</summary>
/// <param name="Name">Its name, for people and errors.</param>
/// <param name="Read">Reads it, on any thread. A <see cref="PointwiseException"/> says that this one picture cannot be read.</param>
public sealed record PictureSource(string Name, Func<Picture> Read)
{
    /// <summary>A picture in a file.</summary>
    /// <param name="path">The file; it is opened when its turn comes.</param>
    /// <param name="limits">How much of it is believed; null for the usual.</param>
    public static PictureSource File(string path, Limits? limits = null) => new(path, () => PictureFile.Load(path, limits));
}
