namespace Pointwise.Cli;

/// <summary>Where classified pictures go, one by one.</summary>
internal abstract class ClassifiedOutput
{
    /// <summary>Takes a picture.</summary>
    public abstract void Add(Classified picture);

    /// <summary>There are no more, or the work was stopped.</summary>
    public virtual void End()
    {
    }
}

/// <summary>Lines that are printed as pictures are done.</summary>
internal sealed class ClassifiedLines : ClassifiedOutput
{
    private readonly TextWriter output;
    private readonly Action<TextWriter, Classified> write;

    public ClassifiedLines(TextWriter output, Action<TextWriter, Classified> write, Action<TextWriter>? begin = null)
    {
        (this.output, this.write) = (output, write);
        begin?.Invoke(output);
    }

    public override void Add(Classified picture)
    {
        write(output, picture);
        output.Flush();
    }
}

/// <summary>A table, printed when its widths are known.</summary>
internal sealed class ClassifiedTable(TextWriter output) : ClassifiedOutput
{
    private readonly List<Classified> pictures = [];

    public override void Add(Classified picture)
    {
        if (picture.Error is null) pictures.Add(picture);
    }

    public override void End()
    {
        if (pictures.Count > 0) AnswerOutput.Print(output, pictures);
    }
}
