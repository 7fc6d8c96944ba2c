namespace Pointwise.Kernels;

/// <summary>For each axis on its own where the places of a result come from.</summary>
internal interface IAxisMap
{
    /// <summary>The source's place; negative where there is none.</summary>
    long Source(int axis, long place);

    /// <summary>Whether every place of an axis comes from the same place.</summary>
    bool IsPlain(int axis);
}
