using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Feed;
using GamifiedLoyalty.Server.Api.Members;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Hubs.Screens;
using GamifiedLoyalty.Server.Pages.Assets;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>Makes channels.</summary>
internal sealed class ChannelFactory(ILiveBoards boards, WebBundle bundle, FanOutPace pace, TimeProvider time)
{
    private const int LatestLines = 10;

    /// <summary>A channel of a program; its board, member or screen exists.</summary>
    /// <param name="text">The name in messages.</param>
    /// <param name="name">The name taken apart.</param>
    /// <param name="engine">The program's engine at any time.</param>
    public LiveChannel Make(string text, ChannelName name, Func<ProgramEngine> engine)
    {
        if (name.Kind is ChannelKind.Board or ChannelKind.ScreenBoard)
        {
            name.PeriodOf(engine().Current.Definition.Board(name.Id)!, out var period, out var kind);
            return new BoardChannel(text, engine, boards, name.Id, period, kind, pace, time) { NamesOf = now => NamesOf(now, name.Screen) };
        }

        return name.Kind switch
        {
            ChannelKind.Screen => new ScreenChannel(text, engine, boards, name.Id, bundle.Version, pace, time),
            ChannelKind.Sales => new DocumentChannel(text, () => ReadSalesAsync(engine()), pace, time),
            _ => new DocumentChannel(text, () => ReadWalletAsync(engine(), OwnerOf(name)), pace, time),
        };
    }

    private static ScreenNames NamesOf(ProgramEngine engine, string? screen) => new(
        engine.Members,
        screen is not null && engine.FindDocument(ScreenEndpoints.DocumentKind, screen)?.Body is { } body ? ScreenSettings.Read(body).Audience : ScreenAudience.Everyone);

    private static OwnerRef OwnerOf(ChannelName name) =>
        new(name.Kind == ChannelKind.Employee ? OwnerKind.Employee : OwnerKind.Partner, name.Id);

    private static async ValueTask<(long Version, RawJson Document)> ReadWalletAsync(ProgramEngine engine, OwnerRef owner)
    {
        var definition = engine.Current.Definition;
        var wallet = await engine.ReadWalletAsync(owner, CancellationToken.None);
        var statement = await engine.ReadStatementAsync(owner, null, LatestLines, definition.Locales[0], CancellationToken.None);
        return (wallet.Version, RawJson.Write(writer =>
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

    private static async ValueTask<(long Version, RawJson Document)> ReadSalesAsync(ProgramEngine engine)
    {
        var (version, sales) = await LatestSales.ReadAsync(engine, CancellationToken.None);
        return (version, RawJson.Write(writer => LatestSalesWriter.Write(writer, sales)));
    }
}
