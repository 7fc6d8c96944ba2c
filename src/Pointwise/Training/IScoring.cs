namespace Pointwise.Training;

/// <summary>Scores a model again and again while its parameters move.</summary>
public interface IScoring : IDisposable
{
    /// <summary>Scores the model as its parameters are now.</summary>
    /// <param name="stop">Stops between pictures or batches.</param>
    /// <exception cref="PointwiseException">A picture cannot be read and must, or none can.</exception>
    Score Run(CancellationToken stop = default);
}
