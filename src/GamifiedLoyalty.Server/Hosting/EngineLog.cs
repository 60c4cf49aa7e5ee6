using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>What the engines report, at the level that an operator needs.</summary>
internal static partial class EngineLog
{
    /// <summary>A batch, or somebody who listens to commits, failed.</summary>
    public static void Fault(ILogger logger, string program, Exception exception)
    {
        switch (exception)
        {
            case HeadMovedException:
                LogOvertaken(logger, program);
                break;
            case StoreUnavailableException:
                // The callers were told, and the trace of a lost connection explains nothing: the message is enough.
                LogStoreAway(logger, program, exception.GetBaseException().Message);
                break;
            default:
                LogFault(logger, exception, program);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes kept writing to program {Program}; a batch was given up, and its callers retry.")]
    private static partial void LogOvertaken(ILogger logger, string program);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store was away for a batch of program {Program}: {Reason}")]
    private static partial void LogStoreAway(ILogger logger, string program, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of program {Program} failed.")]
    private static partial void LogFault(ILogger logger, Exception exception, string program);
}
