using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Pictures as files of a folder, with their labels: what a folder and a list have in common.</summary>
/// <param name="root">The folder that the paths begin at.</param>
/// <param name="paths">One a picture.</param>
/// <param name="labels">One a picture.</param>
/// <param name="limits">How much of a file is believed.</param>
internal sealed class PicturesOnDisk(string root, ImmutableArray<string> paths, ImmutableArray<int> labels, Limits limits)
{
    public int Count => paths.Length;

    public int Label(int index) => labels[index];

    public string NameOf(int index) => Path.Combine(root, paths[index]);

    public ReadOnlyMemory<byte> Bytes(int index) => PictureFile.LoadBytes(NameOf(index), limits);

    public Picture Read(int index) => PictureFile.Load(NameOf(index), limits);
}
