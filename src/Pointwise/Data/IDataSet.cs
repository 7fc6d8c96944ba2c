using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>Pictures of one size with one class each.</summary>
public interface IDataSet
{
    /// <summary>Its name, for people and errors.</summary>
    string Name { get; }

    /// <summary>How many pictures there are.</summary>
    int Count { get; }

    /// <summary>The classes' names; a label is an index into them.</summary>
    ImmutableArray<string> Classes { get; }

    /// <summary>The shape of one picture, [1,C,H,W].</summary>
    Shape Picture { get; }

    /// <summary>The class of a picture.</summary>
    /// <param name="index">Which picture, from 0.</param>
    int Label(int index);

    /// <summary>Reads one picture. Several threads may do so at once.</summary>
    /// <param name="index">Which picture, from 0.</param>
    /// <param name="pixels">H x W x C values from 0 to 255, row by row, a pixel's channels side by side.</param>
    void Read(int index, Span<byte> pixels);
}
