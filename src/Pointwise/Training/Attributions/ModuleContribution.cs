using System.Collections.Immutable;

namespace Pointwise.Training.Attributions;

/// <summary>What the branches that a module joins did for a class.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Branches">Its branches in the order they are joined.</param>
public sealed record ModuleContribution(string Name, ImmutableArray<BranchContribution> Branches)
{
    /// <summary>
    /// All branches together: how fast the logit grows with a common factor on the module's result. Behind the last module of a network whose head is affine
    /// this is the logit without its bias; before, in networks of convolutions, norms, rectifiers and pools alone, without what all later biases add.
    /// </summary>
    public double Sum => Branches.Sum(b => b.Value);
}
