using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Turns what went wrong into one sentence and an exit code; a person at a terminal never sees a stack trace.</summary>
internal static class Failures
{
    /// <summary>The sentence and the exit code for a failure.</summary>
    public static (string Message, int ExitCode) Describe(Exception failure) => failure switch
    {
        CommandException expected => (expected.Message, expected.ExitCode),
        OptionsValidationException options => ("The configuration is faulty: " + string.Join(" ", options.Failures), ExitCodes.Usage),
        InvalidOperationException { Source: "GamifiedLoyalty.Server" } faulty when faulty.Message.StartsWith("The configuration", StringComparison.Ordinal) =>
            (OneLine(faulty.Message), ExitCodes.Usage),
        SchemaException schema => (OneLine(schema.Message), ExitCodes.Usage),
        FileNotFoundException { FileName: { } file } => ($"There is no file {file}.", ExitCodes.Failure),
        HttpRequestException http => ("The server cannot be reached: " + OneLine(http.Message), ExitCodes.Failure),
        StoreUnavailableException or DataDirectoryInUseException or IOException or UnauthorizedAccessException => (OneLine(failure.Message), ExitCodes.Failure),
        AggregateException { InnerException: { } inner } => Describe(inner),
        InvalidOperationException { InnerException: IOException inner } => Describe(inner),
        _ => ($"Unexpected failure ({failure.GetType().Name}): {OneLine(failure.Message)}", ExitCodes.Failure),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
