using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Data.Codecs;
using Pointwise.Data.Codecs.Jpeg;

namespace Pointwise.Bench;

/// <summary>
/// Decodes photographs from memory with our decoder and with libjpeg-turbo in turn, on one thread: the clock drifts, so the ratio is taken pair
/// by pair. Both give red, green, blue at full size; ours makes a new picture each time, the peer writes into memory that it has.
/// </summary>
internal static class JpegTable
{
    private const int Pairs = 21;
    private const int WarmUps = 5;

    public static void Print(string[] folders)
    {
        string folder = folders.Length > 0 ? folders[0] : Path.Combine(Environment.GetEnvironmentVariable("POINTWISE_DATA") ?? Path.Combine("..", "shared", "data"), "flowers5");
        if (!Directory.Exists(folder))
        {
            Console.WriteLine($"{folder} is missing; name a folder of JPEGs, or set POINTWISE_DATA");
            return;
        }

        string[] paths = [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        byte[][] files = [.. paths.Select(File.ReadAllBytes)];
        using LibJpegTurbo? peer = LibJpegTurbo.Load();
        var decoder = new JpegDecoder();
        double pixels = files.Sum(f => Size(decoder.Decode("bench", f, new DecodeOptions())));
        Print(string.Create(CultureInfo.InvariantCulture, $"{files.Length} photographs of {folder}: {pixels / 1e6:F1} MPixel, {files.Sum(f => (double)f.Length) / 1e6:F1} MB; one thread, {Pairs} pairs in turn"));
        if (peer is null) Print(LibJpegTurbo.Missing);
        else Print($"{Different(decoder, peer, files)} photographs differ from libjpeg-turbo's pixels");

        for (int i = 0; i < WarmUps; i++) Time(files, f => decoder.Decode("bench", f, new DecodeOptions()));
        var ours = new double[Pairs];
        var theirs = new double[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            ours[i] = pixels / 1e6 / Time(files, f => decoder.Decode("bench", f, new DecodeOptions()));
            if (peer is not null) theirs[i] = pixels / 1e6 / Time(files, f => peer.Decode(f));
        }

        Print("| decoder | MPixel/s | p10-p90 |");
        Print("|---|---|---|");
        Row("Pointwise", ours, "F0");
        if (peer is not null)
        {
            Row("libjpeg-turbo", theirs, "F0");
            Row("ratio, pair by pair", [.. ours.Zip(theirs, (a, b) => a / b)], "P0");
        }

        Print(Tool(paths));
    }

    private static double Time(byte[][] files, Action<byte[]> decode)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (byte[] file in files) decode(file);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Different(JpegDecoder decoder, LibJpegTurbo peer, byte[][] files) => files.Count(f =>
    {
        Picture picture = decoder.Decode("bench", f, new DecodeOptions());
        return picture.Channels == 3 && !picture.Pixels.Span.SequenceEqual(peer.Decode(f));
    });

    private static double Size(Picture picture) => (double)picture.Height * picture.Width;

    private static void Row(string name, double[] values, string format)
    {
        double[] sorted = [.. values.Order()];
        string Text(int at) => sorted[at].ToString(format, CultureInfo.InvariantCulture);
        Print($"| {name} | {Text(Pairs / 2)} | {Text(Pairs / 10)}-{Text(Pairs * 9 / 10)} |");
    }

    /// <summary>What libjpeg-turbo's own benchmark says of the largest photograph.</summary>
    private static string Tool(string[] paths)
    {
        string largest = paths.MaxBy(p => new FileInfo(p).Length)!, copy = Path.Combine(Path.GetTempPath(), $"pointwise-bench-{Environment.ProcessId}.jpg");
        try
        {
            File.Copy(largest, copy, overwrite: true);
            var start = new ProcessStartInfo("tjbench", [copy, "-quiet", "-nowrite", "-benchtime", "2"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return $"tjbench on {Path.GetFileName(largest)} (MPixel/s in its last column): {output.Trim().Split('\n')[^1].Trim()}";
        }
        catch (Win32Exception)
        {
            return "tjbench is missing: install libjpeg-turbo-progs for its figure";
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static void Print(string line) => Console.WriteLine(line);
}
