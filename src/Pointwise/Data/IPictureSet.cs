using System.Collections.Immutable;

namespace Pointwise.Data;

/// <summary>Pictures to learn from, whatever is known of each: a class (<see cref="IDataSet"/>), or a class of every pixel (<see cref="IMaskSet"/>). They need not be of one size.</summary>
public interface IPictureSet
{
    /// <summary>Its name, for people and errors.</summary>
    string Name { get; }

    /// <summary>How many pictures there are.</summary>
    int Count { get; }

    /// <summary>The classes' names; a label is an index into them.</summary>
    ImmutableArray<string> Classes { get; }

    /// <summary>Reads one picture. Several threads may do so at once.</summary>
    /// <param name="index">Which picture, from 0.</param>
    /// <exception cref="PointwiseException">It cannot be read.</exception>
    Picture Read(int index);

    /// <summary>A picture's name, for people and errors: its path where it has one.</summary>
    /// <param name="index">Which picture, from 0.</param>
    string NameOf(int index) => $"{Name}[{index}]";
}
