using System.IO.Compression;

namespace Pointwise.Downloads.Archives;

/// <summary>
/// Unpacks zip and tar archives, plain or gzipped, told by content: files and folders only, below one folder only, within limits, and all or nothing.
/// </summary>
internal static class Unpacker
{
    private const int FileKinds = 0xF000, Link = 0xA000, Regular = 0x8000, Folder = 0x4000;

    /// <summary>Unpacks an archive.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="folder">Where to; it must not be there yet, or be empty. Where all lies in one folder of the archive, that one becomes it.</param>
    /// <param name="limits">How much is believed.</param>
    /// <param name="stop">Ends it; nothing is left.</param>
    /// <returns>How many files there are.</returns>
    /// <exception cref="PointwiseException">It is no such archive, damaged, beyond a limit, holds names that lead elsewhere, links or devices, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static int Unpack(string archive, string folder, ArchiveLimits limits, CancellationToken stop = default)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new PointwiseException(folder, "something is there already", "a place for a new folder", "a file or a folder that is not empty", "name another folder, or remove this one");
        try
        {
            using var target = new Unpacked(archive, folder, limits);
            if (IsZip(archive)) UnpackZip(archive, target, limits, stop);
            else UnpackTar(archive, target, limits, stop);
            return target.Place();
        }
        catch (InvalidDataException e)
        {
            throw new PointwiseException(archive, "damaged, or no archive", "a zip or tar archive, the latter plain or gzipped", e.Message.ReplaceLineEndings(" "), "fetch it again", e);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw new PointwiseException(archive, $"cannot be unpacked to {folder}", "files that can be read and written", e.Message.ReplaceLineEndings(" "), "check permissions and free space; nothing was left behind", e);
        }
    }

    private static bool IsZip(string archive)
    {
        using FileStream file = File.OpenRead(archive);
        return file.ReadByte() == 'P' && file.ReadByte() == 'K';
    }

    private static void UnpackTar(string archive, Unpacked target, ArchiveLimits limits, CancellationToken stop)
    {
        using var tar = new TarReader(archive, limits);
        while (tar.Next(out TarEntry entry))
        {
            stop.ThrowIfCancellationRequested();
            if (entry.Kind == EntryKind.Folder) target.AddFolder(entry.Name);
            else if (entry.Kind == EntryKind.File) target.AddFile(entry.Name, block => tar.Read(block), stop);
            else throw target.Refused(entry.Name, entry.Kind == EntryKind.Link ? "a link" : "a device or a pipe");
        }
    }

    private static void UnpackZip(string archive, Unpacked target, ArchiveLimits limits, CancellationToken stop)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        if (zip.Entries.Count > limits.Entries)
            throw new PointwiseException(archive, "too many entries", $"at most {limits.Entries:N0}", $"{zip.Entries.Count:N0}", "do not trust this archive");
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            stop.ThrowIfCancellationRequested();
            int kind = (entry.ExternalAttributes >> 16) & FileKinds;
            if (kind == Link) throw target.Refused(entry.FullName, "a link");
            if (kind is not (0 or Regular or Folder)) throw target.Refused(entry.FullName, "a device or a pipe");
            if (entry.IsEncrypted) throw target.Refused(entry.FullName, "an encrypted file");
            if (kind == Folder || entry.FullName.EndsWith('/'))
            {
                target.AddFolder(entry.FullName);
                continue;
            }

            using Stream content = entry.Open();
            target.AddFile(entry.FullName, block => content.Read(block), stop);
        }
    }
}
