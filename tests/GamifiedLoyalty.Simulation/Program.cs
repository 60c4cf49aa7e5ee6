using System.Diagnostics;
using System.Globalization;
using GamifiedLoyalty.Simulation.Running;

var options = Arguments.Read(args);
if (options is null)
{
    Console.Error.WriteLine("Usage: [--seed N | --from N --seeds N] [--steps N] [--contests] [--trace]");
    return 2;
}

var tally = new Tally();
var failed = 0;
var watch = Stopwatch.StartNew();
for (var seed = options.From; seed < options.From + options.Seeds; seed++)
{
    var result = SimulationRun.Run(new SimulationOptions(seed, options.Steps) { Trace = options.Trace ? Console.Out : null, OfContests = options.OfContests });
    tally.Add(result.Tally);
    if (result.Violations.Count > 0)
    {
        failed++;
        Console.WriteLine(result);
        Console.WriteLine(FormattableString.Invariant($"  again: --seed {seed} --steps {options.Steps} {(options.OfContests ? "--contests " : "")}--trace"));
    }

    var done = seed - options.From + 1;
    if (done % 10 == 0 || done == options.Seeds)
    {
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{done} of {options.Seeds} seeds, {failed} failed, {watch.Elapsed.TotalSeconds:0} s"));
    }
}

foreach (var (kind, times) in tally.Counts)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,10}  {kind}"));
}

var never = tally.Counts.Where(c => c.Value == 0).Select(c => c.Key).ToList();
Console.WriteLine(FormattableString.Invariant($"{options.Seeds} seeds of {options.Steps} steps: {failed} failed{(never.Count > 0 ? "; never: " + string.Join(", ", never) : "")}"));
return failed > 0 || (never.Count > 0 && options.Seeds >= 100) ? 1 : 0;
