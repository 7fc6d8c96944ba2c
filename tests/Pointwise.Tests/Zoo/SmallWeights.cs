using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Formats;
using Pointwise.Tests.Formats.Torch;

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

    /// <summary>The same as PyTorch saves a wrapped network after training: under state_dict and module, with counters of batches.</summary>
    public static byte[] Checkpoint(bool archive, int classes = 10)
    {
        using Model model = Model(classes);
        byte[][] data = [.. model.Parameters.Names.Select(name => TorchBytes.Floats(model.Parameters[name].ToChannelsFirst())), BitConverter.GetBytes(90L)];
        (string, SampleTensor)[] tensors = [.. model.Parameters.Names.Select((name, i) => ($"module.{name}", SampleTensor.Whole($"{i}", "Float", [.. model.Parameters[name].Shape.ToArray().Select(e => (long)e)]))), ("module.conv1.bn.num_batches_tracked", SampleTensor.Whole($"{data.Length - 1}", "Long"))];
        byte[] pickle = PickleBuilder.Begin().Step('}').Step('(').Text("epoch").Number(90).Text("state_dict").StateDict(tensors).Step('u').Done;
        return archive ? TorchBytes.Archive(pickle, data.Select((bytes, i) => ($"{i}", bytes))) : TorchBytes.Pickles(pickle, data.Select((bytes, i) => ($"{i}", (long)bytes.Length / (i == data.Length - 1 ? 8 : 4), bytes)));
    }
}
