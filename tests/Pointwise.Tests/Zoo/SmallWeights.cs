using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Formats;

namespace Pointwise.Tests.Zoo;

/// <summary>Weights of tiny-inception without the network, as other tools store them, and the model that they belong to.</summary>
internal static class SmallWeights
{
    public const string Network = "tiny-inception";

    public static Model Model(int classes = 10)
    {
        Architecture architecture = ArchitectureCatalog.Get(Network);
        Graph graph = architecture.Build(architecture.InputShape, classes);
        return new Model(graph, Parameters.Initialize(graph, 5)) { Preprocessing = architecture.Preprocessing };
    }

    public static byte[] File(int classes = 10, string prefix = "")
    {
        using Model model = Model(classes);
        var writer = new SafetensorsWriter();
        foreach (string name in model.Parameters.Names) writer.Add(prefix + name, model.Parameters[name]);
        return SafetensorsBytes.Written(writer);
    }
}
