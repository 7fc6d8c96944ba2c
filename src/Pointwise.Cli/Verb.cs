using System.CommandLine;

namespace Pointwise.Cli;

/// <summary>One verb of the program. Options and arguments are added as to any command; what it does is given to Does.</summary>
internal sealed class Verb : Command
{
    private Func<Call, int> work = _ => 0;

    /// <param name="name">What is typed: cost, train, …</param>
    /// <param name="description">One sentence.</param>
    /// <param name="examples">Whole command lines that work as they stand; shown by --help.</param>
    public Verb(string name, string description, params string[] examples)
        : base(name, description) => Examples = examples;

    /// <summary>Whole command lines that work as they stand.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Sets what it does; exit code 0.</summary>
    public Verb Does(Action<Call> action) => Does(call =>
    {
        action(call);
        return 0;
    });

    /// <summary>Sets what it does; the result is the exit code.</summary>
    public Verb Does(Func<Call, int> action)
    {
        work = action;
        return this;
    }

    /// <summary>Does it.</summary>
    public int Run(Call call) => work(call);
}
