using System.Collections.Immutable;

namespace Pointwise.Data;

/// <summary>Pictures with one class each. They need not be of one size.</summary>
public interface IDataSet
{
    /// <summary>Its name, for people and errors.</summary>
    string Name { get; }

    /// <summary>How many pictures there are.</summary>
    int Count { get; }

    /// <summary>The classes' names; a label is an index into them.</summary>
    ImmutableArray<string> Classes { get; }

    /// <summary>The class of a picture.</summary>
    /// <param name="index">Which picture, from 0.</param>
    int Label(int index);

    /// <summary>Reads one picture. Several threads may do so at once.</summary>
    /// <param name="index">Which picture, from 0.</param>
    /// <exception cref="PointwiseException">It cannot be read.</exception>
    Picture Read(int index);

    /// <summary>A picture's name, for people and errors: its path where it has one.</summary>
    /// <param name="index">Which picture, from 0.</param>
    string NameOf(int index) => $"{Name}[{index}]";
}
