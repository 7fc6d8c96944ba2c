using System.Diagnostics;
using System.Globalization;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>The most physical memory that one side takes from reading a file to its fifth answer, in a process of its own.</summary>
internal static class PeerMemory
{
    /// <summary>The word that starts this program as one side.</summary>
    public const string Word = "peer-memory";

    /// <summary>The sides: our session, ONNX Runtime's, and the process with neither.</summary>
    public const string Ours = "ours", Theirs = "theirs", Neither = "neither";

    private const int Runs = 5;

    /// <summary>Megabytes that a side takes.</summary>
    public static double Of(string side, PeerCall call)
    {
        string self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet") start.ArgumentList.Add(typeof(PeerMemory).Assembly.Location);
        foreach (string word in (string[])[Word, side, .. call.Words]) start.ArgumentList.Add(word);
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(printed, CultureInfo.InvariantCulture) / 1e6 : throw new InvalidOperationException($"{side} failed: {printed}");
    }

    /// <summary>Is one side: prints the bytes.</summary>
    public static void Print(string side, PeerCall call)
    {
        float[] pictures = PeerPair.Pictures(call.Input), answer = new float[call.Answers];
        if (side == Ours)
        {
            using Model model = OnnxImport.Load(call.File);
            using var session = new Session(model, call.Input, new SessionOptions { Threads = call.Threads });
            for (int i = 0; i < Runs; i++) session.RunChannelsFirst(pictures);
            session.Output().CopyTo(answer);
        }
        else if (side == Theirs)
        {
            OnnxRuntime.Load(call.Library);
            using var session = new OnnxRuntime(call.File, call.Threads);
            for (int i = 0; i < Runs; i++) session.Run(call.InputName, pictures, call.Input.ToArray(), call.OutputName, answer);
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>What one side is asked to run, as words of a command line: neither side may have to read the file with the other's means.</summary>
internal sealed record PeerCall(string Library, string File, int Threads, string InputName, Shape Input, string OutputName, int Answers)
{
    public IEnumerable<string> Words => [Library, File, $"{Threads}", InputName, string.Join(',', Input.ToArray()), OutputName, $"{Answers}"];

    public static PeerCall Of(string[] words) => new(words[0], words[1], Number(words[2]), words[3], new Shape([.. words[4].Split(',').Select(Number)]), words[5], Number(words[6]));

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
