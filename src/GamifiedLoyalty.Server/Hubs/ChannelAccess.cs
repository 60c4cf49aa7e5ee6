using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Hubs.Screens;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>Decides who may follow which channel.</summary>
internal static class ChannelAccess
{
    /// <summary>Why a caller may not follow a channel, in the order of checks; null when they may.</summary>
    public static Fault? Check(Caller caller, ProgramEngine engine, ChannelName channel)
    {
        if (!IsAllowed(caller, engine, channel))
        {
            return caller.Kind == CallerKind.Anonymous
                ? new Fault("unauthorized", "A key or a personal link is needed.")
                : new Fault("forbidden", "This caller may not follow this channel.");
        }

        return Exists(engine, channel);
    }

    /// <summary>Whether a caller may follow a channel, if there is one.</summary>
    public static bool IsAllowed(Caller caller, ProgramEngine engine, ChannelName channel) => channel.Kind switch
    {
        ChannelKind.Board when caller is { Kind: CallerKind.Screen } && caller.Concerns(engine.Program) => ScreenShows.Board(engine, caller.Subject!, channel.Id, isMasked: false),
        ChannelKind.ScreenBoard => (caller.MayReadAll(engine.Program) || caller.IsScreen(engine.Program, channel.Screen!))
            && ScreenShows.Board(engine, channel.Screen!, channel.Id, isMasked: true),
        ChannelKind.ScreenChallenge => (caller.MayReadAll(engine.Program) || caller.IsScreen(engine.Program, channel.Screen!))
            && ScreenShows.Challenge(engine, channel.Screen!, channel.Id),
        ChannelKind.Board => engine.Current.Definition.Visibility == Visibility.Public || caller.MayRead(engine.Program),
        ChannelKind.Sales or ChannelKind.Challenge or ChannelKind.ChallengeMoves => engine.Current.Definition.Visibility == Visibility.Public || caller.MayRead(engine.Program),
        ChannelKind.Employee => caller.MayReadAll(engine.Program) || caller.IsPerson(engine.Program, channel.Id),
        ChannelKind.Screen => caller.MayReadAll(engine.Program) || caller.IsScreen(engine.Program, channel.Id),
        _ => caller.MayReadAll(engine.Program),
    };

    /// <summary>Whether a channel is that of the caller's own wallet, which shows what others may not see.</summary>
    public static bool IsOwn(Caller caller, ProgramEngine engine, ChannelName channel) =>
        channel.Kind == ChannelKind.Employee && caller.IsPerson(engine.Program, channel.Id);

    private static Fault? Exists(ProgramEngine engine, ChannelName channel) => channel.Kind switch
    {
        ChannelKind.Board or ChannelKind.ScreenBoard => engine.Current.Definition.Board(channel.Id) is { } board
            ? channel.PeriodOf(board, out _, out _)
            : new Fault("unknownBoard", "The program has no such board."),
        ChannelKind.Employee => engine.Members.Find(OwnerRef.Employee(channel.Id)) is null
            ? new Fault("unknownEmployee", "The program has no such employee.")
            : null,
        ChannelKind.Partner => engine.Members.Find(OwnerRef.Partner(channel.Id)) is null
            ? new Fault("unknownPartner", "The program has no such partner.")
            : null,
        ChannelKind.Sales => null,
        ChannelKind.Challenge or ChannelKind.ChallengeMoves or ChannelKind.ScreenChallenge => ChallengeAccess.IsPublished(engine.FindChallenge(channel.Id)?.Record)
            ? null
            : new Fault("unknownChallenge", "The program has no such contest."),
        _ => engine.FindDocument(ScreenEndpoints.DocumentKind, channel.Id)?.Body is null
            ? new Fault("unknownScreen", "The program has no such screen.")
            : null,
    };
}
