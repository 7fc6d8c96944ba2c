using System.Text;
using Pointwise.Downloads;
using Pointwise.Downloads.Archives;

namespace Pointwise.Data.Published;

/// <summary>A file as it was fetched.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Of what is there now.</param>
/// <param name="Verified">Whether that is the sum that was published.</param>
internal readonly record struct FetchedFile(string Name, string Sha256, bool Verified);

/// <summary>Fetches a published data set into a folder that <see cref="Sets.DataSets.Open"/> opens.</summary>
internal sealed class PublishedFetch
{
    private const string Receipt = ".pointwise-source";
    private const int MostFiles = 1_000_000, MostReceiptBytes = 4096;
    private const long UnpackedFloor = 64 << 20;
    private readonly PublishedSet set;
    private readonly string folder;

    /// <param name="set">Which.</param>
    /// <param name="folder">Where to; made where it is not there.</param>
    public PublishedFetch(PublishedSet set, string folder) => (this.set, this.folder) = (set, Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    /// <summary>Fetches what is not there yet, verifies it, and unpacks it.</summary>
    /// <param name="downloader">Fetches.</param>
    /// <param name="acceptUnverified">Whether files without a published sum are wanted.</param>
    /// <param name="progress">Told how far each file is.</param>
    /// <param name="stop">Ends it; a part of a file stays for the next time.</param>
    /// <exception cref="PointwiseException">A sum is not known or wrong, something else is there already, or a file cannot be fetched or unpacked.</exception>
    public async Task<IReadOnlyList<FetchedFile>> Run(Downloader downloader, bool acceptUnverified, IProgress<DownloadProgress>? progress = null, CancellationToken stop = default)
    {
        if (!set.IsVerified && !acceptUnverified)
        {
            throw new PointwiseException($"data get {set.Name}", "no published checksum", "a SHA-256 for every file", string.Join(", ", set.Files.Where(f => f.Sha256 is null).Select(f => f.Name)),
                "add --accept-unverified to fetch it all the same; the sums found are printed");
        }

        if (set.IsArchive && ReadReceipt() is { } there) return [there];
        if (set.IsArchive && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new PointwiseException(folder, "something is there already", "a place for a new folder", "a folder that is not empty", "name another with --out, or remove this one");
        string place = set.IsArchive ? Path.GetDirectoryName(folder) ?? folder : folder;
        try
        {
            Directory.CreateDirectory(place);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(place, e);
        }

        List<FetchedFile> fetched = [];
        foreach (PublishedFile file in set.Files)
        {
            var request = new DownloadRequest(new Uri(file.Address), Path.Combine(place, file.Name), file.Sha256 is null ? null : file.Bytes, file.Sha256);
            string sum = await downloader.Fetch(request, progress, stop).ConfigureAwait(false);
            fetched.Add(new FetchedFile(file.Name, sum, file.Sha256 is not null));
            if (set.IsArchive) UnpackOne(request.Path, fetched[^1], stop);
        }

        return fetched;
    }

    private void UnpackOne(string archive, FetchedFile file, CancellationToken stop)
    {
        Unpacker.Unpack(archive, folder, new ArchiveLimits(UnpackedFloor + 4 * new FileInfo(archive).Length, MostFiles), stop);
        AtomicFile.Write(Path.Combine(folder, Receipt), stream => stream.Write(Encoding.UTF8.GetBytes($"{set.Name}\n{file.Name}\n{file.Sha256}\n")));
        File.Delete(archive);
    }

    /// <summary>What the folder holds, where it was unpacked from this very archive.</summary>
    private FetchedFile? ReadReceipt()
    {
        string path = Path.Combine(folder, Receipt);
        if (new FileInfo(path) is not { Exists: true, Length: < MostReceiptBytes }) return null;
        PublishedFile file = set.Files[0];
        bool same = File.ReadAllLines(path) is [var name, _, { Length: 64 } sum] && name == set.Name && (file.Sha256 is null || Checksum.Same(sum, file.Sha256));
        return same ? new FetchedFile(file.Name, File.ReadAllLines(path)[2], file.Sha256 is not null) : null;
    }
}
