namespace Pointwise.Zoo;

/// <summary>A file that its makers publish.</summary>
/// <param name="Address">Where.</param>
/// <param name="Sha256">Its SHA-256, or as much of its beginning as is known.</param>
/// <param name="Bytes">Its size; null where it is not known.</param>
internal sealed record ZooFile(string Address, string Sha256, long? Bytes = null)
{
    private const int WholeDigits = 64;

    /// <summary>The last word of its address.</summary>
    public string Name => Address[(Address.LastIndexOf('/') + 1)..];

    /// <summary>Whether its whole sum is known.</summary>
    public bool IsVerified => Sha256.Length == WholeDigits;
}

/// <summary>Trained weights of a network of the catalog. The preprocessing is the network's.</summary>
/// <param name="Name">What they are called here: the network's name.</param>
/// <param name="Weights">The file.</param>
/// <param name="Labels">The names of the classes, one a line.</param>
internal sealed record PublishedModel(string Name, ZooFile Weights, ZooFile Labels)
{
    /// <summary>One line about them.</summary>
    public string About { get; init; } = "";

    /// <summary>The terms of use, as their makers state them.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Where their makers describe them.</summary>
    public string Page { get; init; } = "";

    /// <summary>Who tells the sum.</summary>
    public string SumFrom { get; init; } = "";

    /// <summary>What else they may be called.</summary>
    public IReadOnlyList<string> OtherNames => [Weights.Name, Path.GetFileNameWithoutExtension(Weights.Name)];
}
