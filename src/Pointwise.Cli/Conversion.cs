using System.Globalization;
using Pointwise.Data;
using Pointwise.Data.Drawn;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Passes;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Cli;

/// <summary>A model written as another kind of file: what changed, and how near the answers of both are.</summary>
/// <param name="Changes">What changed, one sentence each.</param>
/// <param name="Picture">What both were asked about.</param>
/// <param name="Agreement">How near the answers are.</param>
/// <param name="Bytes">The size of the new file.</param>
internal sealed record Conversion(IReadOnlyList<string> Changes, string Picture, OutputAgreement Agreement, long Bytes)
{
    /// <summary>A difference of two programs' sums, and one of weights with 11 bits, as a part of the largest value.</summary>
    private const double WholeTolerance = 1e-4, HalfTolerance = 5e-2;

    /// <summary>Writes the file beside its place, reads it, compares, and puts it in place only where the answers agree.</summary>
    /// <param name="opened">The model.</param>
    /// <param name="sliding">What is written in its place: the same as convolutions; null for itself.</param>
    /// <param name="target">The new file.</param>
    /// <param name="half">Whether weights are stored as float16.</param>
    /// <param name="fold">Whether batch normalisations go into the weights before them, and dropout goes.</param>
    /// <param name="picture">A picture's file; null for a drawn one.</param>
    /// <exception cref="PointwiseException">The file cannot be written, or its answers are others.</exception>
    public static Conversion Make(OpenedModel opened, Model? sliding, string target, bool half, bool fold, string? picture)
    {
        string format = ModelWriter.FormatOf(target);
        Conversion? made = null;
        FoldedModel? folded = fold ? FoldedModel.Of((sliding ?? opened.Model) with { Provenance = opened.Model.Provenance.SetItem("folded", "batch normalisation") }) : null;
        using Parameters? own = folded?.Model.Parameters;
        AtomicFile.Replace(target, passing =>
        {
            ModelWriter.Write(folded?.Model ?? sliding ?? opened.Model, passing, format, half);
            OpenedModel written = Models.OpenFile(passing);
            using Model read = written.Model;
            (string name, OutputAgreement agreement) = Compare(sliding is null ? opened.Model : opened.Model with { Graph = ClassifierToConvolution.ScoresOf(opened.Model) }, read, picture, fold);
            if (agreement.Share > (half ? HalfTolerance : WholeTolerance))
                throw new PointwiseException(target, "the new file gives other answers", $"a difference of at most {(half ? HalfTolerance : WholeTolerance)} of the largest value", Number(agreement.Share),
                    half ? "leave --fp16 out: these weights do not bear it" : "this is a mistake of the program: please report it");
            long bytes = new FileInfo(passing).Length;
            made = new Conversion(ChangesOf(opened, written, sliding is not null, half, folded, bytes), name, agreement, bytes);
        });
        return made!;
    }

    /// <summary>A number of few digits.</summary>
    public static string Number(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    private static (string Name, OutputAgreement Agreement) Compare(Model first, Model second, string? path, bool fold)
    {
        Shape input = first.Graph.Input.Shape;
        Picture picture = path is not null ? PictureFile.Load(path) : new DrawnTextures(1, Math.Max(input.H, input.W), seed: 1).Read(0).Resize(input.H, input.W);
        string name = !OutputAgreement.AsksForPictures(first) ? "drawn values" : path ?? "a drawn picture";
        return (name, OutputAgreement.Of(first, second, name, picture, fold ? [nameof(FoldBatchNorm)] : []));
    }

    private static List<string> ChangesOf(OpenedModel before, OpenedModel after, bool slides, bool half, FoldedModel? folded, long bytes)
    {
        (Model old, Model made) = (before.Model, after.Model);
        List<string> changes = [$"{before.Format} to {after.Format}, {Figures.Bytes(new FileInfo(before.Path).Length)} to {Figures.Bytes(bytes)}"];
        if (slides) changes.Add("fully connected layers became convolutions: a larger picture gives a map of scores, before any softmax");
        if (folded is { Norms: > 0 }) changes.Add($"{folded.Norms} batch normalisations folded into the layers before them{(folded.Left > 0 ? $", {folded.Left} left: no layer stands before them, or others read it too" : "")}");
        else if (folded is not null) changes.Add("nothing to fold: no batch normalisation stands behind a layer that nothing else reads");
        if (half) changes.Add("weights rounded to float16");
        if (!before.PreprocessingIsKnown) changes.Add($"the file does not say what is done to pictures; written down: {ModelOutput.Text(made.Preprocessing, made.Graph.Input.Shape)}");
        if (old.Graph.Nodes.Length != made.Graph.Nodes.Length) changes.Add($"{old.Graph.Nodes.Length} nodes became {made.Graph.Nodes.Length}");
        if (old.Graph.Heads.Length != made.Graph.Heads.Length) changes.Add($"{old.Graph.Heads.Length} heads became {made.Graph.Heads.Length}");
        if (!old.Labels.SequenceEqual(made.Labels)) changes.Add($"{old.Labels.Length} labels became {made.Labels.Length}");
        return changes;
    }
}
