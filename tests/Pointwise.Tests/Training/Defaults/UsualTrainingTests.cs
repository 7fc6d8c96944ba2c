using Pointwise.Data;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Defaults;
using Pointwise.Training.Optimisers;
using Xunit;

namespace Pointwise.Tests.Training.Defaults;

public class UsualTrainingTests
{
    [Theory]
    [InlineData(60_000, PictureKind.Digits, 28, true, "tiny-inception", 28, 6, 64, 0f)]
    [InlineData(50_000, PictureKind.SmallPictures, 32, false, "small-inception", 32, 30, 128, 0f)]
    [InlineData(450, PictureKind.Photographs, 256, false, "small-inception", 96, 60, 32, 0.1f)]
    [InlineData(6_000, PictureKind.Photographs, 256, false, "small-inception", 128, 41, 64, 0.1f)]
    [InlineData(450, PictureKind.Photographs, 90, false, "small-inception", 80, 60, 32, 0.1f)]
    [InlineData(9, PictureKind.Photographs, 300, true, "small-inception", 96, 100, 4, 0.1f)]
    [InlineData(3, PictureKind.Digits, 28, true, "tiny-inception", 28, 40, 3, 0f)]
    public void For_PicturesOfAKind_Suits(int pictures, PictureKind kind, int side, bool grey, string network, int input, int epochs, int batch, float smoothing)
    {
        UsualTraining usual = UsualTraining.For(new DataTraits(pictures, kind, side, side, true, grey));
        Assert.Equal((network, new Shape(1, grey ? 1 : 3, input, input)), (usual.Network.Value, usual.Input.Value));
        Assert.Equal((epochs, batch, smoothing), (usual.Epochs.Value, usual.Batch.Value, usual.LabelSmoothing.Value));
        Augmentation expected = kind switch { PictureKind.Digits => Augmentation.ForDigits, PictureKind.SmallPictures => Augmentation.ForSmallPictures, _ => Augmentation.ForPhotographs };
        Assert.Equal(expected, usual.Augmentation.Value);
        Assert.All(new[] { usual.Network.Why, usual.Input.Why, usual.Epochs.Why, usual.Batch.Why, usual.LabelSmoothing.Why, usual.Augmentation.Why }, why => Assert.NotEmpty(why));
    }

    [Fact]
    public void For_SmallPicturesOfSeveralSizes_TakesASquareAboutTheirSize()
    {
        var traits = new DataTraits(1_000, PictureKind.SmallPictures, 50, 43, false, false);
        Assert.Equal(new Shape(1, 3, 40, 40), UsualTraining.For(traits).Input.Value);
        Assert.Equal(new Shape(1, 3, 50, 43), UsualTraining.For(traits with { IsOfOneSize = true }).Input.Value);
    }

    [Fact]
    public void Rate_FollowsTheBatchForSgdAlone()
    {
        Assert.Equal(0.05, UsualTraining.Rate(0.05, new Sgd(0.9f), 64).Value);
        Assert.Equal(0.025, UsualTraining.Rate(0.05, new Sgd(0.9f), 32).Value);
        Assert.Equal(0.02, UsualTraining.FineTuningRate(new Sgd(0.9f), 128).Value);
        Assert.Equal(UsualTraining.Rate(0.05, new AdamW(), 32), UsualTraining.Rate(0.5, new AdamW(), 64));
        Assert.Equal(UsualTraining.Rate(0.05, new AdamW(), 32).Value / 5, UsualTraining.FineTuningRate(new AdamW(), 64).Value);
    }

    [Theory]
    [InlineData(PictureKind.Digits, 5_622, 0f)]
    [InlineData(PictureKind.Photographs, 840, 0.99f)]
    [InlineData(PictureKind.SmallPictures, 11_700, 0.999f)]
    [InlineData(PictureKind.SmallPictures, 99, 0f)]
    public void Average_IsLongerTheMoreStepsThereAre(PictureKind kind, long steps, float expected) => Assert.Equal(expected, UsualTraining.Average(kind, steps).Value);

    [Fact]
    public void For_Mnist_GivesTheOptionsThatAreUsualAnyway()
    {
        UsualTraining usual = UsualTraining.For(new DataTraits(60_000, PictureKind.Digits, 28, 28, true, true));
        var options = new TrainingOptions { Epochs = usual.Epochs.Value, BatchSize = usual.Batch.Value, LabelSmoothing = usual.LabelSmoothing.Value, Augmentation = usual.Augmentation.Value };
        Assert.Equal(new TrainingOptions(), options);
    }
}
