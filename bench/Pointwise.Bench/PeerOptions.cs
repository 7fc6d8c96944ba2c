using System.Globalization;

namespace Pointwise.Bench;

/// <summary>What is measured beside a peer: peers LIBRARY [network …] [--batch 1,8] [--threads 1,2] [--pairs 30].</summary>
internal sealed record PeerOptions
{
    public string[] Networks { get; private init; } = ["googlenet-bn", "googlenet", "inception-v3"];

    public int[] Batches { get; private init; } = [1, 8];

    public int[] Threads { get; private init; } = [1, 2];

    public int Pairs { get; private init; } = 30;

    public static PeerOptions Of(string[] words)
    {
        var options = new PeerOptions();
        List<string> networks = [];
        for (int i = 0; i < words.Length; i++)
        {
            options = words[i] switch
            {
                "--batch" => options with { Batches = Numbers(words[++i]) },
                "--threads" => options with { Threads = Numbers(words[++i]) },
                "--pairs" => options with { Pairs = Numbers(words[++i])[0] },
                _ => options,
            };
            if (!words[i].StartsWith('-') && (i == 0 || !words[i - 1].StartsWith('-'))) networks.Add(words[i]);
        }

        return networks.Count > 0 ? options with { Networks = [.. networks] } : options;
    }

    private static int[] Numbers(string list) => [.. list.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}
