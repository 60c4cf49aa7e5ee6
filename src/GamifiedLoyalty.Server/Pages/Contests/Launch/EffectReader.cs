using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Backtesting;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Challenges.Templates;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>Tries drafts on the last time that compares with theirs, and says in words what they would have brought.</summary>
internal sealed class EffectReader(TimeProvider time)
{
    private const int WinnersShown = 5;
    private const int MostSuggested = 40;

    /// <summary>What a draft would have brought; null when its document is faulty.</summary>
    public async Task<LaunchEffect?> ReadAsync(ProgramEngine engine, ReadOnlyMemory<byte> document, ContestWords words, CancellationToken cancellationToken)
    {
        if (ChallengeReader.Read(document, words.Program).Definition is not { } definition)
        {
            return null;
        }

        var window = ComparableWindow.Before(time.GetUtcNow(), definition.Start, definition.End, words.Program.Calendar);
        var results = await engine.BacktestAsync([document.ToArray()], window.From, window.Until, null, cancellationToken);
        return results[0].Figures is { } figures ? Of(engine, definition, figures, window, words) : null;
    }

    /// <summary>Who is in the middle of the field: the middle third of those who sold anything in the weeks before now, best first.</summary>
    public async Task<IReadOnlyList<string>> MiddleAsync(ProgramEngine engine, CancellationToken cancellationToken)
    {
        var program = engine.Current.Definition;
        var race = ChallengeTemplates.All[0].Fill(new Dictionary<string, string>(StringComparer.Ordinal), program, time.GetUtcNow());
        if (race.Faults.Count > 0)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var results = await engine.BacktestAsync([race.Document.ToArray()], now.AddDays(-28), now, null, cancellationToken);
        var rows = results[0].Figures?.Standings.Rows ?? [];
        return [.. rows.Skip(rows.Count / 3).Take(Math.Min(MostSuggested, (rows.Count + 2) / 3)).Select(r => r.Subject)];
    }

    private static LaunchEffect Of(ProgramEngine engine, ChallengeDefinition definition, BacktestFigures figures, ComparableWindow window, ContestWords words)
    {
        var names = new SubjectNames(engine.Members, definition.RanksPartners);
        var plan = definition.Prizes;
        var frame = words.Frame(definition);
        return new LaunchEffect(definition.Name.For(words.Language.Locale))
        {
            Window = words.Window(window.From, window.Until),
            IsEmpty = figures.Participants == 0,
            Minimum = words.Cost(figures.CostMinimum, plan),
            Expected = words.Cost(figures.CostExpected, plan),
            // Where nobody sold anything, nobody can be counted: then only the budget holds the cost.
            Maximum = words.Cost(figures.Participants == 0 ? new PrizeCost(plan.BudgetPoints, plan.BudgetMoney) : figures.CostMaximum, plan),
            Shares = (Share(figures.CostMinimum, figures.CostMaximum), Share(figures.CostExpected, figures.CostMaximum)),
            Winning = words.Say("Winning", words.Number(figures.WinnerCount), words.Number(figures.Participants)),
            Winners = [.. figures.Winners.Take(WinnersShown).Select(w => new EffectWinner(
                w.Place, names.NameOf(w.Subject), names.CompanyOf(w.Subject), frame.Shown.Text(frame.RanksByCount ? w.Value : w.Score), words.Prizes(definition, w)))],
            Nothing = words.Count("Nothing", figures.PartnersWithNothing.Count),
            NothingNames = [.. figures.PartnersWithNothing.Select(p => engine.Members.NameOf(OwnerRef.Partner(p)))],
            Notes = [.. Notes(definition, figures, words)],
        };
    }

    private static IEnumerable<string> Notes(ChallengeDefinition definition, BacktestFigures figures, ContestWords words)
    {
        if (figures.TopTenthShare is { } share)
        {
            yield return words.Say("TopTenth", words.Percent(share));
        }

        if (definition.Format is ChallengeFormat.Duels)
        {
            yield return words.Say("NoDuelsTried");
        }

        foreach (var (change, name) in new[] { (figures.Lower, "Lower"), (figures.Higher, "Higher") })
        {
            if (change.Winners != figures.WinnerCount || change.Cost != figures.CostExpected)
            {
                yield return words.Say(name, words.Number(change.Winners), words.Cost(change.Cost, definition.Prizes));
            }
        }
    }

    /// <summary>A cost as part of the most, as the width of a bar; points first, since few contests give both.</summary>
    private static string Share(PrizeCost cost, PrizeCost most)
    {
        var (part, whole) = most.Points > 0 ? (cost.Points, most.Points) : (cost.Money, most.Money);
        return whole <= 0 ? "0%" : string.Create(CultureInfo.InvariantCulture, $"{100m * part / whole:0.#}%");
    }
}
