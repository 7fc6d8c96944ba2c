namespace Pointwise.Data.Sets;

/// <summary>A data set in its parts, all of the same classes.</summary>
/// <param name="Train">The pictures to train with.</param>
/// <param name="Validation">The pictures to choose settings on; null where there are none.</param>
/// <param name="Test">The pictures to score with once; null where there are none.</param>
public sealed record DataSplit(IDataSet Train, IDataSet? Validation = null, IDataSet? Test = null) : PictureParts<IDataSet>(Train, Validation, Test);
