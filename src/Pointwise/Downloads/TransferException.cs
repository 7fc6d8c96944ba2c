namespace Pointwise.Downloads;

/// <summary>A transfer that may succeed when it is tried again.</summary>
internal sealed class TransferException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>How long the server asks to wait; null where it does not.</summary>
    public TimeSpan? Wait { get; init; }
}
