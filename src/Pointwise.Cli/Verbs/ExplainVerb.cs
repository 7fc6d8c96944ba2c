using System.CommandLine;
using System.Text.Json;
using Pointwise.Costs;
using Pointwise.Tensors;

namespace Pointwise.Cli.Verbs;

/// <summary>The arithmetic of a 1x1 reduction, written out and drawn.</summary>
internal static class ExplainVerb
{
    public static Verb Create()
    {
        var picture = new Argument<Shape?>("input")
        {
            Description = "What goes in, as height x width x channels: 28x28x192", HelpName = "HxWxC", CustomParser = CommonOptions.Picture, Arity = ArgumentArity.ExactlyOne,
        };
        var kernel = new Option<int>("--kernel") { Description = "Rows and columns of the window", HelpName = "K", DefaultValueFactory = _ => 1 };
        var filters = new Option<int>("--filters") { Description = "Channels of the result", HelpName = "F", Required = true };
        var reduce = new Option<int?>("--reduce") { Description = "Channels that a 1x1 convolution leaves before", HelpName = "R" };
        Option<bool> json = CommonOptions.Json();
        Option<string?> svg = CommonOptions.Svg();
        return new Verb("explain", "Works out what a 1x1 reduction saves, and what a 1x1 convolution is",
            "pointwise explain 28x28x192 --kernel 5 --filters 32 --reduce 16", "pointwise explain 20x72x256 --filters 2")
        {
            picture, kernel, filters, reduce, json, svg,
        }.Does(call =>
        {
            Bottleneck bottleneck = Bottleneck.Of(call.Get(picture)!.Value, call.Get(kernel), call.Get(filters), call.Get(reduce));
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => Write(writer, bottleneck));
            else foreach (string line in Explanation.Of(bottleneck)) call.Out.WriteLine(line);
            OutputFile.Write(call, call.Get(svg), () => BottleneckDrawing.Draw(bottleneck));
        });
    }

    private static void Write(Utf8JsonWriter json, Bottleneck bottleneck)
    {
        CostJson.WriteSize(json, "input", bottleneck.Direct.Input);
        WriteStep(json, "direct", bottleneck.Direct);
        if (bottleneck.Reduction is not { } reduction) return;
        WriteStep(json, "reduction", reduction);
        WriteStep(json, "reduced", bottleneck.Reduced!);
        json.WriteStartObject("together");
        json.WriteNumber("weights", bottleneck.Weights);
        json.WriteNumber("multiply_adds", bottleneck.MultiplyAdds);
        json.WriteNumber("flops", 2 * bottleneck.MultiplyAdds);
        json.WriteNumber("times_fewer", bottleneck.Saving);
        json.WriteNumber("most_useful_reduction", bottleneck.MostUsefulReduction);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, string name, ConvolutionStep step)
    {
        json.WriteStartObject(name);
        json.WriteNumber("kernel", step.Kernel);
        json.WriteNumber("filters", step.Filters);
        CostJson.WriteSize(json, "output", step.Output);
        json.WriteNumber("weights", step.Weights);
        json.WriteNumber("parameters", step.Parameters);
        json.WriteNumber("multiply_adds", step.MultiplyAdds);
        json.WriteNumber("flops", 2 * step.MultiplyAdds);
        json.WriteEndObject();
    }
}
