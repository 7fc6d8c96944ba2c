namespace Pointwise;

/// <summary>
/// A user's mistake, or bad bytes from outside, told in four lines: what and where, what was expected, what was found, how to mend it.
/// </summary>
public sealed class PointwiseException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="where">The file, network and node, or argument it is about.</param>
    /// <param name="problem">What is wrong, in one line.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="found">What was there.</param>
    /// <param name="fix">The next thing to try.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public PointwiseException(string where, string problem, string expected, string found, string fix, Exception? innerException = null)
        : base($"{where}: {problem}\n  expected: {expected}\n  found:    {found}\n  fix:      {fix}", innerException)
    {
        (Where, Problem, Expected, Found, Fix) = (where, problem, expected, found, fix);
    }

    /// <summary>The file, network and node, or argument it is about.</summary>
    public string Where { get; }

    /// <summary>What is wrong, in one line.</summary>
    public string Problem { get; }

    /// <summary>What would have been right.</summary>
    public string Expected { get; }

    /// <summary>What was there.</summary>
    public string Found { get; }

    /// <summary>The next thing to try.</summary>
    public string Fix { get; }

    /// <summary>The same error told of a larger place: "network: node" before "argument".</summary>
    /// <param name="place">The place that holds <see cref="Where"/>.</param>
    public PointwiseException In(string place) => new($"{place}: {Where}", Problem, Expected, Found, Fix, this);
}
