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
    private readonly MaskReader? masks;
    private readonly RandomStream random;

    public PictureFiller(BatchRecipe recipe, BadPictures bad)
    {
        (this.recipe, this.bad, random) = (recipe, bad, AugmentedReader.Stream(recipe.Seed));
        Augmentation? augmentation = recipe.Augmentation;
        if (recipe.Data is IMaskSet)
        {
            augmentation ??= new Augmentation();
            augmentation.CheckForMasks();
            masks = new MaskReader(recipe.Input, recipe.Preprocessing, augmentation, recipe.Seed);
        }

        if (augmentation is not null) augmented = new AugmentedReader(recipe.Data.Name, recipe.Input, recipe.Preprocessing, augmentation, recipe.Seed);
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
        Span<float> values = batch.Pictures.Slice(position * batch.PictureFloats, batch.PictureFloats), target = batch.Targets.Slice(position * batch.TargetFloats, batch.TargetFloats);
        if (!Read(index, batch.Epoch, values, target))
        {
            index = replaces ? Replace(index, batch.Epoch, values, target) : Batch.None;
            batch.Indices[position] = index;
        }

        if (index == Batch.None) values.Clear();
    }

    private int Replace(int index, int epoch, Span<float> values, Span<float> target)
    {
        PictureDraws draws = PictureDraws.For(random.Split((ulong)epoch), index, PictureDraws.Use.Replacement);
        for (int i = 0; i < ReplacementTries; i++)
        {
            int other = draws.Integer(recipe.Data.Count);
            if (Read(other, epoch, values, target)) return other;
        }

        throw new PointwiseException(recipe.Data.Name, "too many pictures cannot be read", $"one of {ReplacementTries} drawn in place of {recipe.Data.NameOf(index)} that can",
            $"{bad.Count} so far that cannot", "mend or remove the pictures that are listed", bad.All[0].Error);
    }

    /// <summary>Whether the picture could be read; where it must, its error is thrown.</summary>
    private bool Read(int index, int epoch, Span<float> values, Span<float> target)
    {
        if (bad.Contains(index)) return false;
        try
        {
            if (recipe.Data is IMaskSet data) Read(PicturePair.Read(data, index), epoch, index, values, target);
            else
            {
                Read(recipe.Data.Read(index), epoch, index, values);
                target[((IDataSet)recipe.Data).Label(index)] = 1;
            }

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

    /// <summary>The target is written last: where the mask cannot be used, it stays as it is.</summary>
    private void Read(PicturePair pair, int epoch, int index, Span<float> values, Span<float> target)
    {
        Read(pair.Picture, epoch, index, values);
        Span<byte> classes = masks!.Read("", pair, epoch, index);
        for (int p = 0; p < classes.Length; p++)
            if (classes[p] != Mask.Ignored) target[p * recipe.Classes + classes[p]] = 1;
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
