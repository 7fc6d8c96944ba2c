namespace Pointwise.Data.Drawn;

/// <summary>A shape about the middle of the plane, about 1 wide to each side: which points it covers.</summary>
/// <param name="Name">Its name, the class of its pixels.</param>
/// <param name="Covers">Whether a point is covered: units to the right and down.</param>
internal sealed record SceneShape(string Name, Func<double, double, bool> Covers)
{
    /// <summary>All of them.</summary>
    public static SceneShape[] All { get; } =
    [
        new("disc", (x, y) => x * x + y * y < 1),
        new("box", (x, y) => Math.Abs(x) < 1.15 && Math.Abs(y) < 0.6),
        new("triangle", (x, y) => y < 0.7 && Math.Abs(x) < 0.62 * (y + 1.25)),
        new("cross", (x, y) => Math.Min(Math.Abs(x), Math.Abs(y)) < 0.32 && Math.Max(Math.Abs(x), Math.Abs(y)) < 1.15),
    ];
}
