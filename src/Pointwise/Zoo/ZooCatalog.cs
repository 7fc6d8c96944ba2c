using System.Diagnostics.CodeAnalysis;
using Pointwise.Architectures;

namespace Pointwise.Zoo;

/// <summary>
/// The trained weights that can be fetched by name. Each goes by the name of its network, so that one word costs, shows, trains and classifies.
/// </summary>
internal static class ZooCatalog
{
    private const string Torch = "https://download.pytorch.org/models/";
    private const string Onnx = "https://github.com/onnx/models/raw/main/validated/vision/classification/";

    /// <summary>torchvision puts the first eight digits into the file's name; whoever has the file can take the others from it, and several did.</summary>
    private const string NameAndOthers = "the file's name (8 digits), and others who recorded the whole";

    private static readonly ZooFile ImageNetLabels = new(Onnx + "synset.txt", "acf75ef0abe89694b19056e0796401068b459c457baa30335f240c7692857355", 31_675);

    /// <summary>All of them, in the order of the catalog of networks.</summary>
    public static IReadOnlyList<PublishedModel> All { get; } =
    [
        new("googlenet", new(Onnx + "inception_and_googlenet/googlenet/model/googlenet-12.onnx", "c99c507058eaf41de8723408fdda7db8325cb57f0a89f2ee07a716d6e963e14e", 28_021_836), ImageNetLabels)
        {
            About = "Caffe's bvlc_googlenet from the ONNX model zoo, 68.7 % top-1 on ImageNet",
            Licence = "unrestricted use (Caffe), BSD-3-Clause (ONNX model zoo)",
            Page = "https://github.com/onnx/models/tree/main/validated/vision/classification/inception_and_googlenet/googlenet",
            SumFrom = "the ONNX model zoo's manifest",
        },
        Torchvision("googlenet-bn", "googlenet-1378be20.pth", "1378be20a8e875cf1568b8a71654e704449655e34711a959a38b04fb34905cef", null, "69.8"),
        Torchvision("inception-v3", "inception_v3_google-0cc3c7bd.pth", "0cc3c7bd75056d25e46cba549dc184522069b81e9787eff6df84f397bd52a5ef", 108_949_747, "77.3"),
        Torchvision("resnet18", "resnet18-f37072fd.pth", "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec", 46_830_571, "69.8"),
        Torchvision("resnet50", "resnet50-0676ba61.pth", "0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a", 102_530_333, "76.1"),
        Torchvision("densenet121", "densenet121-a639ec97.pth", "a639ec97d7c33b07ae66f0b5fb7d0192f95a3b11b7576c66c0126c2a727c4395", 32_342_954, "74.4"),
        Torchvision("squeezenet1_0", "squeezenet1_0-b66bff10.pth", "b66bff10", null, "58.1"),
        Torchvision("squeezenet1_1", "squeezenet1_1-b8a52dc0.pth", "b8a52dc049b60e4b6ab68ad0df457362afab8b6304b2febdc1650a5dab4d7e7b", 4_958_839, "58.2"),
        Torchvision("vgg16", "vgg16-397923af.pth", "397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0", 553_433_881, "71.6"),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(m => m.Name);

    /// <summary>Looks weights up.</summary>
    /// <param name="name">As in <see cref="Names"/>, or the published file's name.</param>
    /// <param name="found">The weights, where there are such.</param>
    public static bool TryGet(string name, [NotNullWhen(true)] out PublishedModel? found)
    {
        found = All.FirstOrDefault(m => m.Name == name || m.OtherNames.Contains(name));
        return found is not null;
    }

    /// <summary>The weights of a name.</summary>
    /// <param name="name">As in <see cref="Names"/>, or the published file's name.</param>
    /// <exception cref="PointwiseException">There are none; the nearest name is told.</exception>
    public static PublishedModel Get(string name)
    {
        if (TryGet(name, out PublishedModel? found)) return found;
        string expected = string.Join(", ", Names);
        throw ArchitectureCatalog.TryGet(name, out _)
            ? new PointwiseException(name, "no published weights of this network", expected, name, $"train it: pointwise train PICTURES --network {name}")
            : new PointwiseException(name, "no such model", $"{expected}, or a file", name, $"{NearestName.Suggestion(name, Names)}give a name of the list or the path of a file that exists");
    }

    private static PublishedModel Torchvision(string name, string file, string sum, long? bytes, string top1)
    {
        var weights = new ZooFile(Torch + file, sum, bytes);
        return new PublishedModel(name, weights, ImageNetLabels)
        {
            About = $"torchvision's weights, {top1} % top-1 on ImageNet",
            Licence = "BSD-3-Clause (torchvision); the terms of ImageNet, on which they were trained, may apply",
            Page = "https://pytorch.org/vision/stable/models.html",
            SumFrom = weights.IsVerified ? NameAndOthers : "the file's name (8 digits alone)",
        };
    }
}
