namespace Pointwise.Formats.Torch;

/// <summary>What a pickle may make beside plain values. Names stay names: nothing is looked up, imported or called that is not written here.</summary>
internal interface IPickleObjects
{
    /// <summary>What a name stands for.</summary>
    /// <exception cref="PickleProblem">The name is none of those that tensors need.</exception>
    object Global(string name);

    /// <summary>What a function of the list makes of its arguments.</summary>
    /// <exception cref="PickleProblem">It is no function, or cannot take them.</exception>
    object? Call(object? function, object?[] arguments);

    /// <summary>Sets an object's state.</summary>
    /// <exception cref="PickleProblem">The object has none.</exception>
    void Build(object? target, object? state);

    /// <summary>What is stored outside the pickle.</summary>
    /// <exception cref="PickleProblem">The id is none of a storage.</exception>
    object Persistent(object? id);
}
