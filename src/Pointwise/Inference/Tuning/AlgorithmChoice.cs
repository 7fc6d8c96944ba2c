namespace Pointwise.Inference.Tuning;

/// <summary>How a session chooses the way that each convolution is computed.</summary>
public enum AlgorithmChoice
{
    /// <summary>By what the shapes of one picture say: the same results in any batch, on any number of threads, on any processor.</summary>
    Estimated,

    /// <summary>The direct sums everywhere: nothing is transformed.</summary>
    Direct,

    /// <summary>
    /// By what was measured here, else by what shapes, batch, threads and vectors say together. The last digits of a result may then depend on all of
    /// these: on whether a picture is alone or in a batch, and on the machine.
    /// </summary>
    Fastest,
}
