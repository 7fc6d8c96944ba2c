using System.Globalization;
using System.Numerics.Tensors;
using Pointwise.Data;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Inference;

namespace Pointwise.Bench;

/// <summary>Photographs answered by an ONNX file here and in ONNX Runtime: whether a network that we wrote says the same elsewhere.</summary>
internal static class OnnxAnswers
{
    /// <param name="library">ONNX Runtime's native library.</param>
    /// <param name="file">The ONNX file; its preprocessing is applied for both.</param>
    /// <param name="folder">A folder of pictures, with folders in it or without.</param>
    public static void Compare(string library, string file, string folder)
    {
        string version = OnnxRuntime.Load(library);
        using Model model = OnnxImport.Load(file);
        var reader = new PictureReader(model.Graph.Name, model.Graph.Input.Shape.WithBatch(1), model.Preprocessing);
        using var ours = new Session(model, 1);
        using var theirs = new OnnxRuntime(file, 1);
        string[] pictures = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".jpg" or ".jpeg" or ".JPEG" or ".png").Order(StringComparer.Ordinal)];
        var answer = new float[ours.OutputShape().Elements];
        int same = 0;
        double largest = 0;
        foreach (string path in pictures)
        {
            reader.Fill(path, PictureFile.Load(path), ours.Input);
            using var input = new Pointwise.Tensors.Tensor(ours.InputShape);
            ours.Input.CopyTo(input.Values);
            ours.Run();
            theirs.Run(model.Graph.Input.Name, input.ToChannelsFirst(), ours.InputShape.ToArray(), model.Graph.Heads[0].Name, answer);
            ReadOnlySpan<float> own = ours.Output();
            if (TensorPrimitives.IndexOfMax(own) == TensorPrimitives.IndexOfMax<float>(answer)) same++;
            double scale = Math.Abs(TensorPrimitives.MaxMagnitude<float>(answer));
            for (int i = 0; i < answer.Length; i++) largest = Math.Max(largest, Math.Abs(own[i] - answer[i]) / scale);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ONNX Runtime {version}: {same} of {pictures.Length} pictures have the same class first; scores differ by at most {largest:E1} of the largest"));
    }
}
