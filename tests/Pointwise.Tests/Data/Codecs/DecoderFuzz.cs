using System.Globalization;
using Pointwise.Data;
using Pointwise.Data.Codecs;
using Xunit;

namespace Pointwise.Tests.Data.Codecs;

/// <summary>
/// Damaged files given to a decoder: every one must be read or refused by a <see cref="PointwiseException"/>, in bounded memory.
/// POINTWISE_FUZZ=n makes the mutations n times as many. A failure tells the seed file, the round and the damaged bytes.
/// </summary>
internal static class DecoderFuzz
{
    private const int ShownBytes = 4096;
    private const long FreeBytes = 64 << 20;

    private static readonly byte[] Striking = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];
    private static readonly int[] Numbers = [0, 1, -1, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue];

    /// <summary>How many mutations of an ordinary count are made now.</summary>
    public static int Rounds(int ordinary) =>
        int.TryParse(Environment.GetEnvironmentVariable("POINTWISE_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int times) ? checked(ordinary * Math.Max(1, times)) : ordinary;

    /// <summary>The file cut behind every byte, the whole file not among them.</summary>
    /// <returns>How many of the cuts were read as pictures.</returns>
    public static int Cuts(IPictureDecoder decoder, string name, byte[] file)
    {
        int read = 0;
        for (int length = 0; length < file.Length; length++)
        {
            if (Try(decoder, file[..length], $"{name} cut to {length} bytes")) read++;
        }

        return read;
    }

    /// <summary>One to four changes a round, of a seed file that takes its turn.</summary>
    /// <param name="decoder">Whose files they are.</param>
    /// <param name="files">Good files to begin from, small ones at best.</param>
    /// <param name="rounds">Mutations of an ordinary run.</param>
    /// <param name="seed">Of the changes.</param>
    /// <param name="mend">Mends what would hide the rest, such as check sums; every second round.</param>
    /// <returns>How many were read as pictures.</returns>
    public static int Mutations(IPictureDecoder decoder, IReadOnlyList<(string Name, byte[] Bytes)> files, int rounds, int seed, Func<byte[], byte[]>? mend = null)
    {
        int read = 0;
        for (int round = 0; round < Rounds(rounds); round++)
        {
            var random = new Random(unchecked(seed * 1_000_003 + round));
            (string name, byte[] bytes) = files[round % files.Count];
            for (int changes = random.Next(1, 5); changes > 0; changes--) bytes = Change(bytes, files[random.Next(files.Count)].Bytes, random);
            if (mend is not null && (round / files.Count) % 2 == 0) bytes = mend(bytes);
            if (Try(decoder, bytes, $"{name}, seed {seed}, round {round}")) read++;
        }

        return read;
    }

    /// <summary>Whether the decoder reads the bytes; fails the test where it does neither that nor refuse them.</summary>
    public static bool Try(IPictureDecoder decoder, byte[] file, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), pixels = 0;
        bool read = false;
        try
        {
            Picture picture = decoder.Decode("fuzz", file, new DecodeOptions());
            pixels = picture.Pixels.Length;
            read = true;
            Assert.True(picture is { Height: > 0, Width: > 0, Channels: >= 1 and <= 4 } && pixels == (long)picture.Height * picture.Width * picture.Channels,
                $"{what}: {picture.Height}x{picture.Width}x{picture.Channels} with {pixels} values\n{Shown(file)}");
        }
        catch (PointwiseException)
        {
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e}\n{Shown(file)}");
        }

        long extra = GC.GetAllocatedBytesForCurrentThread() - before - pixels;
        Assert.True(extra <= Math.Max(FreeBytes, 4L * file.Length), $"{what}: {extra:N0} bytes allocated\n{Shown(file)}");
        return read;
    }

    private static byte[] Change(byte[] bytes, byte[] other, Random random)
    {
        if (bytes.Length == 0) return [(byte)random.Next(256)];
        var copy = (byte[])bytes.Clone();
        int at = random.Next(bytes.Length), length = Math.Min(1 << random.Next(8), bytes.Length - at);
        switch (random.Next(10))
        {
            case 0 or 1: copy[at] ^= (byte)(1 << random.Next(8)); return copy;
            case 2: copy[at] = (byte)random.Next(256); return copy;
            case 3: copy[at] = Striking[random.Next(Striking.Length)]; return copy;
            case 4: Number(copy, at, Numbers[random.Next(Numbers.Length)], 1 << random.Next(1, 3), random.Next(2) == 0); return copy;
            case 5: random.NextBytes(copy.AsSpan(at, length)); return copy;
            case 6: return [.. bytes[..at], .. bytes[(at + length)..]];
            case 7: return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 8: return bytes[..at];
            default:
                int from = random.Next(other.Length + 1), count = Math.Min(length, other.Length - from);
                return [.. bytes[..at], .. other[from..(from + count)], .. bytes[at..]];
        }
    }

    /// <summary>A number of 2 or 4 bytes, the high byte first or last.</summary>
    private static void Number(byte[] bytes, int at, int value, int width, bool highFirst)
    {
        for (int i = 0; i < width && at + i < bytes.Length; i++) bytes[at + i] = (byte)(value >> 8 * (highFirst ? width - 1 - i : i));
    }

    private static string Shown(byte[] file) => file.Length <= ShownBytes ? Convert.ToBase64String(file) : $"({file.Length} bytes)";
}
