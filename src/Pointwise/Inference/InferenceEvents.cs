using Microsoft.Extensions.Logging;

namespace Pointwise.Inference;

/// <summary>What inference tells a logger.</summary>
internal static partial class InferenceEvents
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Picture} cannot be classified: {Problem}")]
    public static partial void PictureFailed(this ILogger logger, string picture, string problem, Exception error);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void ModelWarning(this ILogger logger, string warning);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "Loaded {Network} from {Path}, {Classes} classes")]
    public static partial void ModelLoaded(this ILogger logger, string network, string path, int classes);
}
