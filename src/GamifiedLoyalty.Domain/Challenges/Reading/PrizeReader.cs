using GamifiedLoyalty.Domain.Programs.Reading;

namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>Reads what can be won.</summary>
/// <param name="context">The program's currencies.</param>
/// <param name="format">The format that prizes must suit; null while it is faulty, so that one fault does not bring others.</param>
internal sealed class PrizeReader(DefinitionContext context, ChallengeFormat? format)
{
    public PrizePlan Read(JsonPlace item)
    {
        if (item.Object(ChallengeFields.Prizes) is not { } place)
        {
            return PrizePlan.None;
        }

        var budget = place.Optional("budget")?.Object(ChallengeFields.Budget);
        var points = budget?.Optional("points") is { } inPoints ? Budget(inPoints) : 0;
        var money = budget?.Optional("money") is { } inMoney ? Budget(inMoney) : 0;
        var pot = place.Optional("pot") is { } sum ? Pot(sum) : null;
        var prizes = place.Items("list", Limits.ChallengePrizes)
            .Select(i => Prize(i, pot)).Where(p => p is not null).Select(p => p!.Value).ToList();
        var plan = new PrizePlan
        {
            Currency = place.Has("currency") ? context.Currency(place.Optional("currency")) : null,
            Sponsor = place.Optional("sponsor")?.Id(),
            BudgetPoints = points,
            BudgetMoney = money,
            Pot = pot,
            MostPerPartner = (int?)place.Optional("mostPerPartner")?.Integer(1, Limits.PrizePlaces),
            Prizes = [.. prizes.Select(p => p.Prize)],
        };
        new PrizeChecks(place, plan, prizes).Check();
        return plan;
    }

    // A faulty budget is without limit, so that one fault does not bring others.
    private static long Budget(JsonPlace place) => place.Integer(0, Limits.MaxMagnitude) ?? long.MaxValue;

    private static Pot? Pot(JsonPlace item)
    {
        if (item.Object(ChallengeFields.Pot) is not { } place)
        {
            return null;
        }

        var points = place.Optional("points")?.Integer(1, Limits.MaxMagnitude);
        var money = place.Optional("money")?.Integer(1, Limits.MaxMagnitude);
        var percent = place.Optional("percentOfTurnover") is { } share ? Percent(share) : null;
        return place.OnlyOne("points", "money", "percentOfTurnover") switch
        {
            "points" => new(PrizeKind.Points, points ?? 0, null),
            "money" => new(PrizeKind.Money, money ?? 0, null),
            "percentOfTurnover" => new(PrizeKind.Money, null, percent ?? 0),
            _ => null,
        };
    }

    private (Prize Prize, ObjectPlace Place)? Prize(JsonPlace item, Pot? pot)
    {
        if (item.Object(ChallengeFields.Prize) is not { } place)
        {
            return null;
        }

        // A range of places is given by two fields, which count as one way of winning.
        var reason = place.OnlyOne("place", "from", "reaching", "milestone", "win");
        var thing = place.OnlyOne("points", "money", "reward", "percentOfPot");
        RefuseStrays(place);
        CheckReason(place);
        var (first, last) = Places(place);
        var prize = Won(place, pot) with
        {
            For = ReasonOf(reason),
            FromPlace = first,
            ToPlace = last,
            Milestone = place.Optional("milestone") is { IsText: true } milestone ? milestone.Text() : null,
            MinimumScore = place.Optional("minimumScore")?.Integer(0, Limits.MaxMagnitude) ?? 0,
        };
        return reason is null || thing is null ? null : (prize, place);
    }

    private static PrizeFor ReasonOf(string? field) => field switch
    {
        "reaching" => PrizeFor.Target,
        "milestone" => PrizeFor.Milestone,
        "win" => PrizeFor.Win,
        _ => PrizeFor.Place,
    };

    private static Prize Won(ObjectPlace place, Pot? pot)
    {
        var points = place.Optional("points")?.Integer(1, Limits.MaxMagnitude);
        var money = place.Optional("money")?.Integer(1, Limits.MaxMagnitude);
        var value = place.Optional("value")?.Integer(0, Limits.MaxMagnitude);
        var reward = place.Optional("reward") is { } name ? Texts.Localized(name) : null;
        var share = place.Optional("percentOfPot") is { } percent ? Percent(percent) : null;
        return new Prize
        {
            For = default,
            Kind = place.Has("points") ? PrizeKind.Points
                : place.Has("reward") ? PrizeKind.Reward
                : place.Has("money") ? PrizeKind.Money : pot?.Kind ?? PrizeKind.Money,
            Value = points ?? money ?? value ?? 0,
            Reward = reward,
            PercentOfPot = share,
        };
    }

    private static (int First, int Last) Places(ObjectPlace place)
    {
        if (place.Optional("place")?.Integer(1, Limits.PrizePlaces) is { } single)
        {
            return ((int)single, (int)single);
        }

        var first = place.Optional("from")?.Integer(1, Limits.PrizePlaces);
        var until = place.Has("from") ? place.Required("to") : place.Optional("to");
        var last = until?.Integer(1, Limits.PrizePlaces);
        if (last < first)
        {
            place.Fault("to", "badRange", "\"to\" is not before \"from\".");
        }

        return ((int)(first ?? 0), (int)(last ?? 0));
    }

    /// <summary>Fields that say something only beside others.</summary>
    private static void RefuseStrays(ObjectPlace place)
    {
        if (place.Has("to") && !place.Has("from"))
        {
            place.Fault("to", "conflictingFields", "\"to\" goes with \"from\".");
        }

        if (place.Has("value") && !place.Has("reward"))
        {
            place.Fault("value", "conflictingFields", "\"value\" goes with \"reward\".");
        }
    }

    private void CheckReason(ObjectPlace place)
    {
        if (place.Optional("reaching") is { } reaching && reaching.Word("unknownValue", [("target", true)]) is not null)
        {
            RequireFormat(reaching, format is ChallengeFormat.Target, "target");
        }

        if (place.Optional("win") is { } win)
        {
            CheckWin(win);
        }

        if (place.Optional("milestone") is { } milestone && milestone.Text() is { } id)
        {
            RequireFormat(milestone, format is ChallengeFormat.Milestones, "milestones");
            if (format is ChallengeFormat.Milestones ladder && ladder.Steps.All(s => s.Id != id))
            {
                milestone.Fault("unknownMilestone", $"There is no milestone \"{id}\".");
            }
        }
    }

    private void CheckWin(JsonPlace win)
    {
        if (win.Flag() == false)
        {
            win.Fault("unknownValue", "Only true is expected.", "true");
        }
        else
        {
            RequireFormat(win, format is ChallengeFormat.Duels or ChallengeFormat.KingOfTheHill, "duels or kingOfTheHill");
        }
    }

    private void RequireFormat(JsonPlace place, bool suits, string formats)
    {
        if (format is not null && !suits)
        {
            place.Fault("wrongFormat", $"This prize needs the format {formats}.", formats.Replace(" or ", ", ", StringComparison.Ordinal));
        }
    }

    private static decimal? Percent(JsonPlace place)
    {
        var percent = place.Number(0, exclusive: true);
        if (percent > 100)
        {
            place.Fault("outOfRange", "A percentage above 0, at most 100, is expected.", "> 0, ≤ 100");
            return null;
        }

        return percent;
    }
}
