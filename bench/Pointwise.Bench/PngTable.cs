using System.Diagnostics;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Kernels;

namespace Pointwise.Bench;

/// <summary>
/// PNGs decoded from memory by us and by libpng in turn, on one thread. The clock drifts, so the ratio is the median of pairs that follow each other;
/// photographs are packed by our writer first.
/// </summary>
internal static class PngTable
{
    private const int Pairs = 15;
    private const double SecondsAPass = 0.05;

    /// <param name="root">The data's folder, with flowers5 and png-suite.</param>
    public static void Print(string root)
    {
        if (!LibPng.IsThere)
        {
            Console.Error.WriteLine("libpng16.so.16 is not there; install it (Debian: apt-get install libpng16-16)");
            return;
        }

        using var quiet = new QuietCore(LaneWidths.Best);
        Picture[] photographs = [.. Directory.EnumerateFiles(Path.Combine(root, "flowers5", "val"), "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Photograph).OfType<Picture>()];
        (string, byte[][])[] sets =
        [
            ("photographs, RGB", [.. photographs.Select(p => Packed(p, 3))]),
            ("photographs, RGB and alpha", [.. photographs.Select(p => Packed(p, 4))]),
            ("photographs, grey", [.. photographs.Select(p => Packed(p, 1))]),
            ("PngSuite", [.. Directory.EnumerateFiles(Path.Combine(root, "png-suite", "png"), "*.png").Where(p => Path.GetFileName(p)[0] != 'x').Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]),
        ];
        Console.WriteLine($"{Pairs} pairs in turn, one thread; medians, and the pairs' ratios sorted");
        Console.WriteLine("other pixels: files that libpng's simplified interface gives other values of, since it applies gamma, which PngSuite's files have");
        Console.WriteLine("| set | files | MPixel | bytes a pixel | ours, MPixel/s | libpng, MPixel/s | ours / libpng | pairs | other pixels |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach ((string name, byte[][] files) in sets.Where(s => s.Item2.Length > 0)) Row(name, files, quiet);
    }

    private static void Row(string name, byte[][] files, QuietCore quiet)
    {
        Picture[] pictures = [.. files.Select(f => PictureFile.Read(name, f))];
        int[] channels = [.. pictures.Select(p => p.Channels)];
        double pixels = pictures.Sum(p => (double)p.Height * p.Width);
        var buffer = new byte[pictures.Max(p => p.Pixels.Length)];
        int others = files.Where((f, i) => !LibPng.Decode(f, buffer, channels[i]) || !pictures[i].Pixels.Span.SequenceEqual(buffer.AsSpan(0, pictures[i].Pixels.Length))).Count();

        double Ours(int repeats) => Time(repeats, () =>
        {
            foreach (byte[] file in files) PictureFile.Read(name, file);
        });
        // memory is made for each picture, as ours is
        double Theirs(int repeats) => Time(repeats, () =>
        {
            for (int i = 0; i < files.Length; i++) LibPng.Decode(files[i], GC.AllocateUninitializedArray<byte>(pictures[i].Pixels.Length), channels[i]);
        });

        for (int i = 0; i < 5; i++) Ours(1);
        int repeats = (int)Math.Max(1, SecondsAPass / Ours(3));
        double[] ours = new double[Pairs], theirs = new double[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            quiet.Wait();
            (ours[i], theirs[i]) = (Ours(repeats), Theirs(repeats));
        }

        double[] ratios = [.. ours.Zip(theirs, (a, b) => b / a).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {files.Length} | {pixels / 1e6:F1} | {files.Sum(f => (double)f.Length) / pixels:F2} | {pixels / Median(ours) / 1e6:F1} | {pixels / Median(theirs) / 1e6:F1} | {ratios[Pairs / 2]:F2} | {string.Join(' ', ratios.Select(r => r.ToString("F2", CultureInfo.InvariantCulture)))} | {others} |"));
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    private static double Time(int repeats, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private static Picture? Photograph(string path)
    {
        try
        {
            return PictureFile.Load(path);
        }
        catch (PointwiseException e)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }

    /// <summary>A photograph with other channels, as a PNG: grey is the green, alpha a slope.</summary>
    private static byte[] Packed(Picture photograph, int channels)
    {
        ReadOnlySpan<byte> from = photograph.Pixels.Span;
        var pixels = new byte[photograph.Height * photograph.Width * channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            int p = i / channels, c = i % channels;
            pixels[i] = c == 3 ? (byte)(p % photograph.Width) : from[p * photograph.Channels + (photograph.Channels < 3 ? 0 : channels == 1 ? 1 : c)];
        }

        using var memory = new MemoryStream();
        PictureFile.SavePng(memory, new Picture(photograph.Height, photograph.Width, channels, pixels));
        return memory.ToArray();
    }
}
