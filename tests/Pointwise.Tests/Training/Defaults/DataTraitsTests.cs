using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Training.Defaults;
using Xunit;

namespace Pointwise.Tests.Training.Defaults;

public class DataTraitsTests
{
    [Fact]
    public void Of_SmallGreyPicturesOfOneSize_AreDigits() =>
        Assert.Equal(new DataTraits(30, PictureKind.Digits, 28, 20, true, true), DataTraits.Of(new Sized(30, i => (28, 20, i % 2 == 0 ? 1 : 2))));

    [Fact]
    public void Of_SmallGreyPicturesOfSeveralSizes_AreNoDigits() =>
        Assert.Equal(new DataTraits(30, PictureKind.SmallPictures, 28, 28, false, true), DataTraits.Of(new Sized(30, i => (i == 7 ? 20 : 28, 28, 1))));

    [Fact]
    public void Of_OneColouredPictureAmongGreyOnes_MakesThemColoured() => Assert.False(DataTraits.Of(new Sized(30, i => (28, 28, i == 29 ? 3 : 1))).IsGrey);

    [Fact]
    public void Of_LargePictures_TellsTheMedianOfSomeOfThem()
    {
        DataTraits traits = DataTraits.Of(new Sized(100_000, i => (i < 40_000 ? 100 : 240, 320, 3)));
        Assert.Equal(new DataTraits(100_000, PictureKind.Photographs, 240, 320, false, false), traits);
    }

    [Fact]
    public void Of_PicturesThatCannotBeRead_AreLeftOutWhereTheyMay()
    {
        var some = new Sized(10, i => i == 3 ? throw new PointwiseException("p3", "damaged", "a picture", "none", "mend it") : (28, 28, 1));
        Assert.Equal(PictureKind.Digits, DataTraits.Of(some, OnBadPicture.Skip).Kind);
        Assert.Equal("p3", Assert.Throws<PointwiseException>(() => DataTraits.Of(some)).Where);
        var all = new Sized(10, _ => throw new PointwiseException("p", "damaged", "a picture", "none", "mend it"));
        Assert.Equal("no picture can be read", Assert.Throws<PointwiseException>(() => DataTraits.Of(all, OnBadPicture.Skip)).Problem);
    }

    private sealed class Sized(int count, Func<int, (int Height, int Width, int Channels)> size) : IDataSet
    {
        public string Name => "sized";

        public int Count => count;

        public ImmutableArray<string> Classes { get; } = ["a", "b"];

        public int Label(int index) => index % 2;

        public Picture Read(int index)
        {
            (int height, int width, int channels) = size(index);
            return new Picture(height, width, channels, new byte[height * width * channels]);
        }
    }
}
