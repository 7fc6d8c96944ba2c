using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training;

namespace Pointwise.Cli.Runs;

/// <summary>A trained model as the start of another run.</summary>
internal sealed class StartingModel(string file, Model trained)
{
    /// <summary>A copy for a data set; the preprocessing stays, in proportion to the input.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="input">The input, [1,C,H,W].</param>
    /// <param name="seed">What new classifiers are drawn from.</param>
    /// <exception cref="PointwiseException">The model's classes are others, or the input does not suit it.</exception>
    public Model For(IPictureSet data, RunRequest request, Shape input, ulong seed)
    {
        Shape made = trained.Graph.Input.Shape.WithBatch(1);
        if (!request.ReplaceHead)
        {
            if (input != made) throw new PointwiseException("--size", "needs --replace-head", $"{ChoiceTable.Size(made)}, what {file} was made for", ChoiceTable.Size(input), "leave the size out, or add --replace-head");
            RequireSameClasses(data);
            Graph named = Rewrite.NameMain(trained.Graph);
            return trained with { Graph = named, Parameters = trained.Parameters.Copy(), Labels = data.Classes, AnsweringHead = named.Heads[0].Name };
        }

        Model model = HeadReplacement.Of(trained, data.Classes, seed, request.AuxiliaryHeads, input == made ? null : input);
        int side = trained.Preprocessing.ResizeShortSide * Math.Min(input.H, input.W) / Math.Min(made.H, made.W);
        return model with { Preprocessing = model.Preprocessing with { ResizeShortSide = side } };
    }

    private void RequireSameClasses(IPictureSet data)
    {
        bool same = trained.Labels.IsEmpty ? Scores() == data.Classes.Length : trained.Labels.AsSpan().SequenceEqual(data.Classes.AsSpan());
        if (same) return;
        throw new PointwiseException(file, "other classes than the pictures have", Some(data.Classes), trained.Labels.IsEmpty ? $"{Scores()} classes without names" : Some(trained.Labels),
            "add --replace-head to make the classifier anew for these classes");
    }

    private int Scores() => trained.Graph.Nodes[trained.Graph.Heads[0].Node].Shape.C;

    private static string Some(IReadOnlyCollection<string> names) => $"{names.Count} classes: {string.Join(", ", names.Take(6))}{(names.Count > 6 ? ", …" : "")}";
}
