namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>What the process answers to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done as asked.</summary>
    public const int Success = 0;

    /// <summary>The work could not be done, or a check found a fault.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the configuration is faulty; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>An import went through, but rejected some rows.</summary>
    public const int SomeRejected = 3;

    /// <summary>Interrupted by the user (the shells' convention for SIGINT).</summary>
    public const int Interrupted = 130;
}

/// <summary>An expected failure of a command: its message is one sentence for the person at the terminal.</summary>
/// <param name="message">What is wrong and, where possible, what to do.</param>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
internal sealed class CommandException(string message, int exitCode = ExitCodes.Failure) : Exception(message)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; } = exitCode;
}
