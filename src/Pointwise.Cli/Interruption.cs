using System.Runtime.InteropServices;

namespace Pointwise.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. A verb that never asks for <see cref="Token"/> is ended by the system at once; one that does is told by the token,
/// finishes what it must, and the program exits with 130 or 143. A second signal ends it at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int code;

    /// <summary>130 after Ctrl-C, 143 after SIGTERM, 0 where nobody asked to stop.</summary>
    public int ExitCode => Volatile.Read(ref code);

    /// <summary>Cancelled when the user asks to stop. Asking for it takes the signals over.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (registrations)
            {
                if (registrations.Count == 0)
                {
                    registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(130, context)));
                    registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(143, context)));
                }
            }

            return source.Token;
        }
    }

    /// <summary>Gives the signals back to the system.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Stop(int exitCode, PosixSignalContext context)
    {
        if (Interlocked.CompareExchange(ref code, exitCode, 0) != 0) Environment.Exit(exitCode);
        context.Cancel = true;
        source.Cancel();
    }
}
