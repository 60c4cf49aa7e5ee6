using System.Security.Cryptography;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// What some steps of a challenge bring with them: opening fixes field and baselines, freezing pins what viewers see,
/// settling gives the prizes. They need exact standings: store and state are at the same head while they are applied.
/// </summary>
internal sealed class ChallengeSteps(ICommitStore store, ChallengeBook book, Func<ProgramState> current)
{
    /// <summary>What opening a challenge fixes; nothing while it cannot be opened.</summary>
    public async Task<ChallengeOpening> OpeningAsync(ChallengeCase? challenge, CancellationToken cancellationToken)
    {
        if (challenge?.Record is not { Status: ChallengeStatus.Scheduled } record)
        {
            return ChallengeOpening.Nothing;
        }

        var baselines = await book.BaselinesAsync(record, current().Head.Version, cancellationToken);
        var seed = record.Definition.Format is ChallengeFormat.Raffle
            ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(DrawSeeds.Length))
            : null;
        return new ChallengeOpening(FieldSeeding.Of(challenge, baselines, current().Members), baselines, seed);
    }

    /// <summary>Sets what a step brings with it beside the record, and appends its entry.</summary>
    public async Task CompleteAsync(
        CommitDraft draft, ChallengeDraft step, ChallengeCase challenge, ChallengeRecord record, ChallengeCommand.Act command,
        CancellationToken cancellationToken)
    {
        var entry = step.Entry(command.Action) with { Reason = command.Reason, FromPlace = command.FromPlace };
        if (command.Action == ChallengeAction.Freeze)
        {
            await PinAsync(draft, step, record, cancellationToken);
        }
        else if (command.Action == ChallengeAction.Settle)
        {
            entry = await SettleAsync(draft, step, record, entry, cancellationToken);
        }
        else if (challenge.Record!.FrozenAt is not null && record.FrozenAt is null)
        {
            foreach (var pin in challenge.Pins.Order(StringComparer.Ordinal))
            {
                step.Set(ChallengeDocuments.Pin, pin, null);
            }
        }

        step.Append(entry);
    }

    private async Task PinAsync(CommitDraft draft, ChallengeDraft step, ChallengeRecord record, CancellationToken cancellationToken)
    {
        var standings = (await book.StandingsAsync(record.Id, draft.State.Head.Version, draft.At, cancellationToken))!;
        var members = await book.ReadAsync(record.Id, draft.State.Head.Version, (field, tally, _) => field.MembersOf(tally), cancellationToken);
        var frozen = standings with { Version = step.Occasion.Version, Members = members };
        step.Set(ChallengeDocuments.Pin, record.Id, JsonParts.Document(json => StandingsCodec.Write(json, frozen)));
        var pinner = new BoardPinner(store, draft.State.Head, draft.State.Definitions.Current!, draft.State.Headcounts.Counts);
        foreach (var pin in await pinner.PinAsync(record, draft.At, cancellationToken))
        {
            var id = ChallengeDocuments.PinId(record.Id, pin.Board, pin.Period.ToString());
            step.Set(ChallengeDocuments.Pin, id, (pin with { Version = step.Occasion.Version }).Write());
        }
    }

    private async Task<ChallengeEntry> SettleAsync(
        CommitDraft draft, ChallengeDraft step, ChallengeRecord record, ChallengeEntry entry, CancellationToken cancellationToken)
    {
        var settled = (await book.ReadAsync(
            record.Id, draft.State.Head.Version,
            (field, tally, _) => Settlement(field, tally, step.Occasion.Version, draft.At), cancellationToken))!;
        var stored = new StoredSettlement(step.Occasion.Version, draft.At, settled);
        step.Set(ChallengeDocuments.Settlement, record.Id, SettlementCodec.Write(stored));
        var prizes = Prizes(record.Definition, settled.Standings).ToList();
        await GiveAsync(draft, prizes, step.Occasion.Version, cancellationToken);
        return entry with
        {
            Winners = [.. settled.Standings.Rows.Where(r => r.Place == 1).Select(r => r.Subject)],
            Prizes = prizes,
        };
    }

    private static ChallengeSettlement Settlement(ChallengeField field, ChallengeTally tally, long version, DateTimeOffset at)
    {
        var settled = SettlementCalculator.Settle(field, tally, version, at);
        return settled with { Standings = settled.Standings with { Members = field.MembersOf(tally) } };
    }

    private static IEnumerable<PrizeMark> Prizes(ChallengeDefinition definition, ChallengeStandings standings)
    {
        var kind = definition.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;
        var plan = definition.Prizes;
        return
            from row in standings.Rows
            from share in row.Prizes
            where share.Value != 0 || (share.Kind == PrizeKind.Reward && share.CutBy is null)
            let isPoints = share.Kind == PrizeKind.Points
            select new PrizeMark(new OwnerRef(kind, row.Subject), row.Place, share.Prize, share.Kind, share.Value)
            {
                Currency = isPoints ? plan.Currency : null,
                Sponsor = isPoints ? plan.Sponsor : null,
            };
    }

    private async Task GiveAsync(CommitDraft draft, List<PrizeMark> prizes, long version, CancellationToken cancellationToken)
    {
        var transfers = prizes.Where(p => p.IsTransfer).ToList();
        if (transfers.Count == 0)
        {
            return;
        }

        await draft.State.LoadOwnersAsync(store, transfers.SelectMany(t => new[] { t.Winner, t.Payer }), cancellationToken);
        var payer = transfers[0];
        if (-draft.Owner(payer.Payer).Account(payer.Currency!).Lifetime + transfers.Sum(t => t.Value) > Limits.MaxMagnitude)
        {
            throw new OverflowException("The issued points would be larger than the largest exact number.");
        }

        foreach (var transfer in transfers)
        {
            draft.Transfer(transfer.Payer, transfer.Winner, transfer.Currency!, transfer.Value, 0, transfer.Value);
            draft.Note(transfer.Winner, version);
        }
    }
}
