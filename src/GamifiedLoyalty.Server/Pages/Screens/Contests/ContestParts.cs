using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Hubs;

namespace GamifiedLoyalty.Server.Pages.Screens.Contests;

/// <summary>
/// What a screen shows of a contest, in small parts with names of their own, so that only those that changed are sent: its
/// head, a row for each subject, its rounds, and each match.
/// </summary>
/// <param name="frame">How numbers are written.</param>
/// <param name="names">The names that the screen shows.</param>
/// <param name="rows">The most rows.</param>
internal sealed class ContestParts(ContestFrame frame, ScreenNames names, int rows)
{
    /// <summary>The part that says where the contest stands.</summary>
    public const string Head = "head";

    /// <summary>The part with the rounds.</summary>
    public const string Rounds = "rounds";

    /// <summary>The parts of the standings as viewers see them, by name.</summary>
    /// <param name="shown">The standings.</param>
    /// <param name="ranked">The rows that may be shown of them, see <see cref="RowsAsync"/>.</param>
    public SortedDictionary<string, byte[]> Of(StandingsView shown, IReadOnlyList<ChallengeRow> ranked)
    {
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { [Head] = Part(w => WriteHead(w, shown)) };
        foreach (var row in ranked.Take(rows))
        {
            parts[$"row/{row.Subject}"] = Part(w => WriteRow(w, row));
        }

        if (shown.Standings.Rounds.Count > 0)
        {
            parts[Rounds] = Part(w => WriteRounds(w, shown.Standings.Rounds));
        }

        foreach (var match in shown.Standings.Matches)
        {
            parts[string.Create(CultureInfo.InvariantCulture, $"match/{match.Round}/{match.Number}")] = Part(w => WriteMatch(w, match));
        }

        return parts;
    }

    /// <summary>
    /// The rows that a screen may show. Of a frozen contest that is being revealed, only those that are revealed: the others
    /// would stand there at places that are theirs no longer.
    /// </summary>
    public static async ValueTask<IReadOnlyList<ChallengeRow>> RowsAsync(ProgramEngine engine, StandingsView shown, CancellationToken cancellationToken)
    {
        if (shown.RevealedFrom is not { } from)
        {
            return shown.Standings.Rows;
        }

        var live = await engine.ReadStandingsAsync(shown.Challenge.Record.Id, ViewAs.Manager, cancellationToken);
        return [.. (live?.Standings.Rows ?? []).Where(r => r.Place >= from)];
    }

    /// <summary>What a subject is ranked by, as it is shown.</summary>
    public long ShownOf(ChallengeRow row) => frame.RanksByCount ? row.Value : row.Score;

    private static byte[] Part(Action<Utf8JsonWriter> write) => RawJson.Write(write).Utf8.ToArray();

    private static void WriteHead(Utf8JsonWriter writer, StandingsView shown)
    {
        var challenge = shown.Challenge.Record;
        writer.WriteStartObject();
        writer.WriteString("status", ChallengeWords.Of(challenge.Status));
        writer.WriteBoolean("frozen", shown.IsFrozen);
        if (shown.RevealedFrom is { } from)
        {
            writer.WriteNumber("revealedFrom", from);
        }

        writer.WriteNumber("total", shown.Standings.Rows.Count);
        writer.WriteNumber("ends", challenge.End.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }

    private void WriteRow(Utf8JsonWriter writer, ChallengeRow row)
    {
        var member = Member(row.Subject);
        writer.WriteStartObject();
        writer.WriteNumber("place", row.Place);
        writer.WriteString("name", names.Name(member));
        writer.WriteOptional("company", names.Company(member));
        writer.WriteNumber("shown", ShownOf(row));
        if (row.Provisional != 0 && !frame.RanksByCount)
        {
            writer.WriteNumber("provisional", row.Provisional);
        }

        if (row.Bar is { } bar)
        {
            writer.WriteNumber("bar", bar);
        }

        if (row.OutAfterRound is { } round)
        {
            writer.WriteNumber("out", round);
        }

        if (row.Prizes.Count > 0)
        {
            writer.WriteString("prize", string.Join(" · ", row.Prizes.Select(frame.Words)));
        }

        writer.WriteEndObject();
    }

    private static void WriteRounds(Utf8JsonWriter writer, IReadOnlyList<ChallengeRound> rounds)
    {
        writer.WriteStartArray();
        foreach (var round in rounds)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", round.Number);
            writer.WriteNumber("start", round.Start.ToUnixTimeMilliseconds());
            writer.WriteNumber("end", round.End.ToUnixTimeMilliseconds());
            writer.WriteBoolean("over", round.IsOver);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteMatch(Utf8JsonWriter writer, ChallengeMatch match)
    {
        writer.WriteStartObject();
        writer.WriteString("state", ChallengeWords.Of(match.State));
        WriteSide(writer, "first", match.First, match.FirstScore, match.Winner);
        WriteSide(writer, "second", match.Second, match.SecondScore, match.Winner);
        if (match.IsBye)
        {
            writer.WriteBoolean("bye", true);
        }

        writer.WriteEndObject();
    }

    private void WriteSide(Utf8JsonWriter writer, string side, string? subject, long score, string? winner)
    {
        if (subject is null)
        {
            return;
        }

        writer.WriteStartObject(side);
        writer.WriteString("subject", subject);
        writer.WriteString("name", names.Name(Member(subject)));
        writer.WriteNumber("score", score);
        if (winner is not null)
        {
            writer.WriteBoolean("won", winner == subject);
        }

        writer.WriteEndObject();
    }

    private OwnerRef Member(string subject) => new(frame.Challenge.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee, subject);
}
