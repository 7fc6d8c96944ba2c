using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>The maps of a network that a fully convolutional one scores, the deepest first.</summary>
/// <param name="x">Pictures, [N,C,H,W].</param>
internal delegate IReadOnlyList<PlacedMap> Backbone(Value x);

/// <summary>
/// Fully convolutional networks (arXiv:1411.4038): a 1x1 scores the classes on the deepest map of a classifier and on the maps before its last
/// halvings; coarse scores are enlarged twofold, added to the finer ones, and enlarged to the picture at last. FCN-32s scores the deepest map alone,
/// FCN-16s one more, FCN-8s two more.
/// </summary>
internal static class FullyConvolutional
{
    private const string Score = "score_", Scale = "scale_", Enlarged = "upscore";

    /// <summary>Whether a node or parameter is none of the backbone.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsAdded(string name) => name.StartsWith(Score, StringComparison.Ordinal) || name.StartsWith(Scale, StringComparison.Ordinal) || name.StartsWith(Enlarged, StringComparison.Ordinal);

    /// <summary>The network that scores a backbone's maps down to a stride.</summary>
    /// <param name="backbone">The classifier's maps.</param>
    /// <param name="finest">The stride of the finest map that is scored: 32, 16 or 8.</param>
    /// <returns>[N,C,H,W] gives the scores of every pixel, [N,classes,H,W].</returns>
    public static NetworkWriter On(Backbone backbone, int finest) => (x, classes, heads) => Apply(x, classes, [.. backbone(x).Where(m => m.Stride >= finest)]);

    /// <summary>Scores maps and adds the scores up, coarse to fine; every name ends in its map's stride.</summary>
    /// <param name="x">The pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="maps">The maps, the deepest first.</param>
    private static Value Apply(Value x, int classes, PlacedMap[] maps)
    {
        PlacedMap scores = Scored(maps[0], classes);
        foreach (PlacedMap map in maps[1..])
        {
            PlacedMap own = Scored(map, classes);
            Value enlarged = scores.Map.ConvTranspose2D($"{Enlarged}_{own.Stride}", classes, scores.WindowOnto(own), bias: false, bilinear: true);
            scores = own with { Map = enlarged.Crop($"crop_{own.Stride}", own.Map).Add($"fuse_{own.Stride}", own.Map) };
        }

        // section 3.3: the last enlargement stays bilinear, the others are learned from there on
        Window last = scores.WindowOnto(PlacedMap.Of(x));
        return scores.Map.ConvTranspose2D(Enlarged, classes, last, groups: classes, bias: false, bilinear: true, isFixed: true).Crop("scores", x);
    }

    private static PlacedMap Scored(PlacedMap map, int classes)
    {
        Value read = map.Scale == 1 ? map.Map : map.Map.Scale($"{Scale}{map.Stride}", map.Scale);
        return map with { Map = read.Conv2D($"{Score}{map.Stride}", classes, Window.Square(1)) };
    }
}
