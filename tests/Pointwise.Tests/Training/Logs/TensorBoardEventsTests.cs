using Pointwise.Formats;
using Pointwise.Training;
using Pointwise.Training.Logs;
using Xunit;

namespace Pointwise.Tests.Training.Logs;

public class TensorBoardEventsTests
{
    [Fact]
    public void Messages_OfAFileThatPyTorchWrote_AreWrittenToTheSameBytes()
    {
        string file = Directory.GetFiles(TestData.Require("tensorboard")).Single();
        byte[] expected = File.ReadAllBytes(file);
        List<EventFileReader.Event> events = EventFileReader.Read(expected);
        Assert.Equal(101, events.Count);
        Assert.Equal("brain.Event:2", events[0].Version);
        using var written = new MemoryStream();
        foreach (EventFileReader.Event e in events.Skip(1))
        {
            Assert.Equal(("y=2x", 2f * e.Step), (e.Tag, e.Value));
            RecordStream.Write(written, EventMessage.Scalar(e.WallTime, e.Step, "y=2x", 2 * e.Step));
        }

        Assert.Equal(expected[(16 + events[0].Bytes.Length)..], written.ToArray());
        byte[] version = EventMessage.Version(events[0].WallTime);
        Assert.Equal(events[0].Bytes[..version.Length], version);
    }

    [Fact]
    public void Sum_OfAKnownText_IsCrc32C()
    {
        uint sum = 0xE3069283;
        Assert.Equal(((sum >> 15) | (sum << 17)) + 0xA282EAD8, RecordStream.Masked("123456789"u8));
    }

    [Fact]
    public void Events_OfARun_AreScalarsByTag()
    {
        using var folder = new TemporaryFolder();
        using (var sink = new TensorBoardEvents(Path.Combine(folder.Path, "run"), 2, new Clock()))
        {
            sink.Begin(0);
            sink.Step(new StepRecord(1, 1, 10, 5, 2.0, 0.1));
            sink.Step(new StepRecord(2, 1, 10, 7, 1.0, 0.09));
            sink.Step(new StepRecord(3, 1, 10, 7, 1.0, 0.08));
            sink.Epoch(3, new EpochRecord(1, 1.5, 0.6, 0.08, new Score(10, 9, 10, 0.25), new EpochSpeed(3, 10, 0)));
            sink.Begin(3);
        }

        string[] files = [.. Directory.GetFiles(folder.File("run")).Order(StringComparer.Ordinal)];
        Assert.Equal(["events.out.tfevents.1700000000.pointwise", "events.out.tfevents.1700000001.pointwise"], files.Select(Path.GetFileName));
        List<EventFileReader.Event> events = EventFileReader.Read(File.ReadAllBytes(files[0]));
        Assert.All(events, e => Assert.Equal(1_700_000_000.5, e.WallTime));
        Assert.Equal(
            [(2, "loss/train", 1.5f), (2, "accuracy/train", 0.6f), (2, "rate", 0.09f), (3, "loss/validation", 0.25f), (3, "accuracy/validation", 0.9f), (3, "pictures_per_second", 10f)],
            events.Skip(1).Select(e => (e.Step, e.Tag!, e.Value)));
        List<EventFileReader.Event> resumed = EventFileReader.Read(File.ReadAllBytes(files[1]));
        Assert.Equal((2, 4L, 1), (resumed.Count, resumed[1].Step, resumed[1].SessionStatus));
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500);
    }
}
