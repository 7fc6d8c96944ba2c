using Pointwise.Data.Augmenting;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data.Batching;

/// <summary>Puts single pictures into batches: one thread's own reader and its memory.</summary>
internal sealed class PictureFiller
{
    private const int ReplacementTries = 100;
    private readonly BatchRecipe recipe;
    private readonly BadPictures bad;
    private readonly PictureReader? reader;
    private readonly AugmentedReader? augmented;
    private readonly RandomStream random;

    public PictureFiller(BatchRecipe recipe, BadPictures bad)
    {
        (this.recipe, this.bad, random) = (recipe, bad, AugmentedReader.Stream(recipe.Seed));
        if (recipe.Augmentation is { } augmentation) augmented = new AugmentedReader(recipe.Data.Name, recipe.Input, recipe.Preprocessing, augmentation, recipe.Seed);
        else reader = new PictureReader(recipe.Data.Name, recipe.Input, recipe.Preprocessing);
    }

    /// <summary>Fills one place of a batch: all views of the picture, and its target.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="position">The place.</param>
    /// <param name="replaces">Whether another picture takes the place of one that cannot be read.</param>
    /// <exception cref="PointwiseException">The picture cannot be read, and must; it is named.</exception>
    public void Fill(Batch batch, int position, bool replaces)
    {
        int index = batch.Indices[position];
        Span<float> values = batch.Pictures.Slice(position * batch.PictureFloats, batch.PictureFloats);
        if (!Read(index, batch.Epoch, values))
        {
            index = replaces ? Replace(index, batch.Epoch, values) : Batch.None;
            batch.Indices[position] = index;
        }

        if (index == Batch.None) values.Clear();
        else batch.Targets[position * batch.Classes + recipe.Data.Label(index)] = 1;
    }

    private int Replace(int index, int epoch, Span<float> values)
    {
        PictureDraws draws = PictureDraws.For(random.Split((ulong)epoch), index, PictureDraws.Use.Replacement);
        for (int i = 0; i < ReplacementTries; i++)
        {
            int other = draws.Integer(recipe.Data.Count);
            if (Read(other, epoch, values)) return other;
        }

        throw new PointwiseException(recipe.Data.Name, "too many pictures cannot be read", $"one of {ReplacementTries} drawn in place of {recipe.Data.NameOf(index)} that can",
            $"{bad.Count} so far that cannot", "mend or remove the pictures that are listed", bad.All[0].Error);
    }

    /// <summary>Whether the picture could be read; where it must, its error is thrown.</summary>
    private bool Read(int index, int epoch, Span<float> values)
    {
        if (bad.Contains(index)) return false;
        try
        {
            Read(recipe.Data.Read(index), epoch, index, values);
            return true;
        }
        catch (PointwiseException e)
        {
            PointwiseException named = e.Where.Length > 0 ? e : new PointwiseException(recipe.Data.NameOf(index), e.Problem, e.Expected, e.Found, e.Fix, e);
            if (recipe.OnBadPicture == OnBadPicture.Fail) throw named;
            bad.Add(new BadPicture(index, recipe.Data.NameOf(index), named));
            return false;
        }
    }

    /// <summary>An error about the picture itself has an empty place: the name is only made where it is needed.</summary>
    private void Read(Picture picture, int epoch, int index, Span<float> values)
    {
        if (augmented is not null)
        {
            augmented.Fill("", picture, epoch, index, values);
            return;
        }

        int floats = reader!.Floats;
        for (int view = 0; view < recipe.Views.Length; view++) reader.Fill("", picture, values.Slice(view * floats, floats), recipe.Views[view]);
    }
}
