using System.Globalization;

namespace GamifiedLoyalty.Simulation.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="From">The first seed.</param>
/// <param name="Seeds">How many seeds.</param>
/// <param name="Steps">Steps of each.</param>
/// <param name="Trace">Whether every step is printed.</param>
internal sealed record Arguments(int From, int Seeds, int Steps, bool Trace)
{
    /// <summary>Whether most commands are about contests.</summary>
    public bool OfContests { get; init; }

    /// <summary>Reads a command line; null when it is not understood.</summary>
    public static Arguments? Read(string[] args)
    {
        var read = new Arguments(1, 1, 500, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--trace")
            {
                read = read with { Trace = true };
            }
            else if (args[i] == "--contests")
            {
                read = read with { OfContests = true };
            }
            else if (i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && read.With(args[i], number) is { } next)
            {
                read = next;
                i++;
            }
            else
            {
                return null;
            }
        }

        return read;
    }

    private Arguments? With(string name, int number) => name switch
    {
        "--seed" => this with { From = number, Seeds = 1 },
        "--from" => this with { From = number },
        "--seeds" => this with { Seeds = number },
        "--steps" => this with { Steps = number },
        _ => null,
    };
}
