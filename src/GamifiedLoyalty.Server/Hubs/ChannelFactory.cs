using System.Security.Cryptography;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Api.Feed;
using GamifiedLoyalty.Server.Api.Members;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Hubs.Screens;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>Makes channels.</summary>
internal sealed class ChannelFactory(ViewerBoards boards, WebBundle bundle, FanOutPace pace, TimeProvider time)
{
    private const int LatestLines = 10;
    private const int MarkBytes = 8;

    private static readonly RawJson Frozen = RawJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("frozen", true);
        writer.WriteEndObject();
    });

    /// <summary>A channel of a program; its board, member or screen exists.</summary>
    /// <param name="text">The name in messages.</param>
    /// <param name="name">The name taken apart.</param>
    /// <param name="isOwn">Whether its viewers are the member whose wallet it is.</param>
    /// <param name="engine">The program's engine at any time.</param>
    public LiveChannel Make(string text, ChannelName name, bool isOwn, Func<ProgramEngine> engine)
    {
        if (name.Kind is ChannelKind.Board or ChannelKind.ScreenBoard)
        {
            name.PeriodOf(engine().Current.Definition.Board(name.Id)!, out var period, out var kind);
            return new BoardChannel(text, engine, boards, name.Id, period, kind, pace, time) { NamesOf = now => NamesOf(now, name.Screen) };
        }

        return name.Kind switch
        {
            ChannelKind.Screen => new ScreenChannel(text, engine, boards, name.Id, bundle.Version, pace, time),
            ChannelKind.ScreenChallenge => new ContestChannel(text, () => ContestReading.ReadAsync(engine(), name.Screen!, name.Id, time), pace, time),
            ChannelKind.Challenge => new DocumentChannel(text, () => ReadChallengeAsync(engine(), name.Id), pace, time),
            ChannelKind.ChallengeMoves => new DocumentChannel(text, async () => Mark(await ReadChallengeAsync(engine(), name.Id)), pace, time),
            ChannelKind.Sales => new DocumentChannel(text, () => ReadSalesAsync(engine()), pace, time),
            _ => new DocumentChannel(text, () => ReadWalletAsync(engine(), OwnerOf(name), isOwn), pace, time),
        };
    }

    private static ScreenNames NamesOf(ProgramEngine engine, string? screen) => new(
        engine.Members,
        screen is not null && ScreenShows.Find(engine, screen) is { } settings ? settings.Audience : ScreenAudience.Everyone);

    private static OwnerRef OwnerOf(ChannelName name) =>
        new(name.Kind == ChannelKind.Employee ? OwnerKind.Employee : OwnerKind.Partner, name.Id);

    private static async ValueTask<DocumentNow> ReadWalletAsync(ProgramEngine engine, OwnerRef owner, bool isOwn)
    {
        var definition = engine.Current.Definition;
        var wallet = await engine.ReadWalletAsync(owner, CancellationToken.None);
        var statement = await engine.ReadStatementAsync(owner, null, LatestLines, definition.Locales[0], CancellationToken.None);
        await FreezeGate.CatchUpAsync(engine, Math.Max(wallet.Version, statement.Version), CancellationToken.None);
        if (!isOwn && engine.Frozen is not null)
        {
            return new(wallet.Version, Frozen);
        }

        wallet = await ViewerMoney.OfAsync(engine, wallet, owner, CancellationToken.None);
        statement = ViewerMoney.Of(engine, statement);
        return new(wallet.Version, RawJson.Write(writer =>
        {
            writer.WriteStartObject();
            WalletEndpoints.WriteBalances(writer, wallet);
            writer.WriteStartArray("awards");
            foreach (var line in statement.Lines)
            {
                WalletEndpoints.WriteLine(writer, line, definition.Calendar.ToLocal);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private async ValueTask<DocumentNow> ReadChallengeAsync(ProgramEngine engine, string id)
    {
        var definition = engine.Current.Definition;
        var version = engine.Version;
        if (await engine.ReadStandingsAsync(id, ViewAs.Viewer, CancellationToken.None) is not { } shown)
        {
            return new(version, RawJson.Write(writer => writer.WriteNullValue()));
        }

        var challenge = shown.Challenge.Record;
        var writer = new StandingsWriter(challenge, new SubjectNames(engine.Members, challenge.Definition.RanksPartners), definition.Calendar, definition.Locales[0]);
        var document = RawJson.Write(json =>
        {
            json.WriteStartObject();
            writer.WriteHead(json);
            writer.WriteStandings(json, shown, 0, BoardChannel.Rows);

            // Whoever stands below the rows sent learns by it that something moved.
            json.WriteNumber("reach", shown.Standings.Rows.Select(r => r.Reach).DefaultIfEmpty(0).Max());
            json.WriteEndObject();
        });
        return new(Math.Max(version, shown.IsFrozen ? 0 : shown.Standings.Version), document)
        {
            FollowsCommits = challenge.Status is ChallengeStatus.Open or ChallengeStatus.Closed,
            ChangesAt = ChallengeClock.NextChange(shown, time.GetUtcNow()),
        };
    }

    /// <summary>A few bytes that differ whenever what is shown does: a phone with slow reception does not need it all ten times a second.</summary>
    private static DocumentNow Mark(DocumentNow shown) => shown with
    {
        Document = RawJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("mark", Convert.ToHexStringLower(SHA256.HashData(shown.Document.Utf8.Span).AsSpan(0, MarkBytes)));
            json.WriteEndObject();
        }),
    };

    private static async ValueTask<DocumentNow> ReadSalesAsync(ProgramEngine engine)
    {
        // While a contest is frozen the sales end before the version through which the program was looked at.
        var through = engine.Version;
        var (version, sales) = await LatestSales.ReadAsync(engine, CancellationToken.None);
        return new(Math.Max(through, version), RawJson.Write(writer => LatestSalesWriter.Write(writer, sales)));
    }
}
