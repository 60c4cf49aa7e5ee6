using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Trying drafts of contests on what happened.</summary>
internal static class BacktestEndpoints
{
    private const int MostDrafts = 3;
    private const int LengthWithoutSeconds = 16;

    /// <summary>Adds the endpoint to the group of contests.</summary>
    public static void MapBacktest(this RouteGroupBuilder challenges) =>
        challenges.MapPost("/backtest", (Delegate)RunAsync).Needs(Access.Manage)
            .Describe<BacktestAnswer>(
                "backtestChallenges",
                "What up to three drafts would have brought over past activities as they stand now; by default over a time as long as the draft's, just before now. Nothing is changed.")
            .Accepts<BacktestBody>("application/json");

    private static async Task<IResult> RunAsync(HttpContext http)
    {
        var engine = http.Engine();
        var calendar = engine.Current.Definition.Calendar;
        var (asked, problem) = await JsonBody.ReadObjectAsync(http, reader => Read(reader, calendar));
        if (asked is null)
        {
            return problem!;
        }

        var version = engine.Version;
        var results = await engine.BacktestAsync(asked.Drafts, asked.From, asked.Until, null, http.RequestAborted);
        var faults = results.SelectMany((r, i) => r.Faults.Select(f => f with { Pointer = $"/drafts/{i}{f.Pointer}" })).ToList();
        return faults.Count > 0 ? ChallengeProblems.Invalid(faults) : JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version);
            writer.WriteStartArray("results");
            for (var i = 0; i < results.Count; i++)
            {
                Writer(http, asked.Drafts[i], engine.Current.Definition).Write(writer, results[i]);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static BacktestWriter Writer(HttpContext http, byte[] draft, ProgramDefinition program)
    {
        var definition = ChallengeReader.Read(draft, program).Definition!;
        var names = new SubjectNames(http.Engine().Members, definition.RanksPartners);
        return new(new PrizeWriter(definition.Prizes, Languages.Choose(http.Request, program.Locales)), names, http.Engine().Members, program.Calendar);
    }

    private static Asked Read(FieldReader reader, ProgramCalendar calendar)
    {
        var drafts = reader.Items("drafts", MostDrafts);
        if (drafts.Count == 0)
        {
            reader.Report("drafts", "required", "At least one draft.");
        }

        var (from, until) = (Instant(reader, "from", calendar), Instant(reader, "until", calendar));
        if (from >= until)
        {
            reader.Report("until", "outOfRange", "until is after from.");
        }

        return new([.. drafts.Select(d => JsonSerializer.SerializeToUtf8Bytes(d.Element))], from, until);
    }

    private static DateTimeOffset? Instant(FieldReader reader, string field, ProgramCalendar calendar)
    {
        if (reader.Text(field) is not { } text)
        {
            return null;
        }

        // People leave out the seconds.
        var time = TimeText.Read(text.Length == LengthWithoutSeconds ? text + ":00" : text);
        if (time.Kind != TimeKind.Malformed)
        {
            return time.Kind == TimeKind.Instant ? time.Instant : calendar.Resolve(time.Local);
        }

        reader.Report(field, "badInstant", "A date such as 2026-11-27, a local time such as 2026-11-27T18:00, or an instant is expected.");
        return null;
    }

    private sealed record Asked(IReadOnlyList<byte[]> Drafts, DateTimeOffset? From, DateTimeOffset? Until);
}
