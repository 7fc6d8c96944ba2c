using Pointwise.Graphs;
using Xunit;

namespace Pointwise.Tests.Formats;

/// <summary>Whatever is done to a model file, it is read or refused; anything else thrown fails the test.</summary>
public class ModelFileDamageTests
{
    private const string Characters = "0123456789{}[]\",:-eE.\\u \0";

    [Fact]
    public void Load_CutAtEveryByte_IsRefused()
    {
        byte[] whole = SmallModels.File();
        for (int length = 0; length < whole.Length; length++) Assert.False(IsRead(whole[..length]), $"cut to {length}");
    }

    [Fact]
    public void Load_EveryHeaderBitFlipped_IsReadOrRefused()
    {
        byte[] whole = SmallModels.File();
        int bits = (8 + (int)BitConverter.ToUInt64(whole)) * 8, read = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
            if (IsRead(whole)) read++;
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(read, 1, bits / 2);
    }

    [Fact]
    public void Load_BytesExchangedAtRandom_IsReadOrRefused()
    {
        byte[] whole = SmallModels.File();
        var random = new Random(7);
        int read = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] changed = [.. whole];
            for (int k = random.Next(1, 6); k > 0; k--) changed[random.Next(8, whole.Length)] = (byte)Characters[random.Next(Characters.Length)];
            if (IsRead(changed)) read++;
        }

        Assert.InRange(read, 1, 4999);
    }

    private static bool IsRead(byte[] file)
    {
        try
        {
            using Model model = SmallModels.Read(file);
            return true;
        }
        catch (PointwiseException)
        {
            return false;
        }
    }
}
