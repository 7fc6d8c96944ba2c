namespace Pointwise.Training.Logs;

/// <summary>A file that grows while a run goes on.</summary>
internal sealed class SinkFile : IDisposable
{
    private readonly string path;
    private readonly FileStream stream;

    /// <exception cref="PointwiseException">The file cannot be written.</exception>
    public SinkFile(string path, bool append)
    {
        this.path = path;
        try
        {
            // read and write, so that an unfinished last line can be seen
            stream = new FileStream(path, append ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Seek(0, SeekOrigin.End);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(path, e);
        }
    }

    /// <summary>Ends a last line that a killed process left half written.</summary>
    public void EndLine() => Try(() =>
    {
        if (stream.Length == 0) return;
        stream.Seek(-1, SeekOrigin.End);
        if (stream.ReadByte() != '\n') stream.WriteByte((byte)'\n');
    });

    /// <summary>Writes through a stream.</summary>
    /// <exception cref="PointwiseException">The disk is full, or the like.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(path, e);
        }
    }

    public void Flush() => Try(stream.Flush);

    public void Dispose() => Try(stream.Dispose);

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(path, e);
        }
    }
}
