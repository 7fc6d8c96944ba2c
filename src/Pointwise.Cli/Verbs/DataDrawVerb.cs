using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pointwise.Data.Drawn;
using Pointwise.Drawing;

namespace Pointwise.Cli.Verbs;

/// <summary>Draws a data set from a seed: something to try with where there is none.</summary>
internal static class DataDrawVerb
{
    private const int ShareApart = 5, MostPictures = 1_000_000, LeastSide = 8, MostSide = 4096;

    public static Verb Create()
    {
        Argument<string> folder = new("folder") { Description = "Folder to write to; it is made", HelpName = "FOLDER" };
        Option<bool> masks = new("--masks") { Description = "Draw scenes of shapes with a class for every pixel, instead of textures with one class each" };
        Option<int> pictures = new("--pictures") { Description = "Pictures to train on; a fifth as many are drawn besides for val, and for test", HelpName = "N", DefaultValueFactory = _ => 500 };
        Option<(int, int)> size = new("--size") { Description = "Their size, as 96 or as height x width: 96x128", HelpName = "HxW", DefaultValueFactory = _ => (96, 96), CustomParser = Size };
        Option<ulong> seed = new("--seed") { Description = "What they are drawn from", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> json = CommonOptions.Json();
        return new Verb("draw", "Draws a data set from a seed: textures to classify, or scenes with masks to segment", "pointwise data draw textures", "pointwise data draw scenes --masks --pictures 300 --size 96x128")
        {
            folder, masks, pictures, size, seed, json,
        }.Does(call =>
        {
            int count = call.Get(pictures);
            if (count is < 1 or > MostPictures) throw new PointwiseException("--pictures", "out of range", $"1 to {MostPictures}", $"{count}", "name another number");
            Drawn drawn = Draw(call, call.Get(folder), call.Get(masks), count, call.Get(size), call.Get(seed));
            if (call.Get(json)) Print(call, call.Get(folder), drawn);
            else call.Out.WriteLine($"drew {string.Join(", ", drawn.Parts.Select(p => $"{Figures.Exact(p.Count)} pictures into {Path.Combine(call.Get(folder), p.Name)}"))}: {string.Join(", ", drawn.Classes)}");
        });
    }

    private static Drawn Draw(Call call, string folder, bool masks, int count, (int Height, int Width) size, ulong seed)
    {
        if (!masks && size.Height != size.Width)
            throw new PointwiseException("--size", "textures are square", "one side", $"{size.Height}x{size.Width}", "name one number, or add --masks");
        int apart = Math.Max(1, count / ShareApart);
        (string Name, int Count)[] parts = [("train", count), ("val", apart), ("test", apart)];
        IReadOnlyList<string> classes = [];
        for (int p = 0; p < parts.Length; p++)
        {
            ulong own = unchecked(seed * (ulong)parts.Length + (ulong)p);
            if (masks)
            {
                var scenes = new DrawnScenes(parts[p].Count, size.Height, size.Width, own);
                DrawnMaskFolder.Write(folder, parts[p].Name, scenes, call.Stop);
                classes = scenes.Classes;
            }
            else
            {
                var textures = new DrawnTextures(parts[p].Count, size.Height, own);
                DrawnFolder.Write(Path.Combine(folder, parts[p].Name), textures, call.Stop);
                classes = textures.Classes;
            }
        }

        return new Drawn(parts, classes);
    }

    private static void Print(Call call, string folder, Drawn drawn) => JsonOutput.Print(call.Out, writer =>
    {
        writer.WriteString("folder", folder);
        writer.WriteList("parts", drawn.Parts, part =>
        {
            writer.WriteString("part", part.Name);
            writer.WriteNumber("pictures", part.Count);
        });
        writer.WriteStartArray("classes");
        foreach (string name in drawn.Classes) writer.WriteStringValue(name);
        writer.WriteEndArray();
    });

    private static (int, int) Size(ArgumentResult result)
    {
        int[] extents = [.. result.Tokens[0].Value.Split('x', 'X').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int extent) ? extent : 0)];
        if (extents.Length is 1 or 2 && extents.All(e => e is >= LeastSide and <= MostSide)) return (extents[0], extents[^1]);
        result.AddError($"'{result.Tokens[0].Value}' is no size; expected {LeastSide} to {MostSide} pixels as 96, or height x width as 96x128");
        return default;
    }

    private sealed record Drawn((string Name, int Count)[] Parts, IReadOnlyList<string> Classes);
}
