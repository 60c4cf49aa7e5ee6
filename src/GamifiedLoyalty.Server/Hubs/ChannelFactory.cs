using System.Text.Json;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Members;
using GamifiedLoyalty.Server.Api.Screens;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>Makes channels.</summary>
internal sealed class ChannelFactory(ILiveBoards boards, TimeProvider time)
{
    private const int LatestLines = 10;

    /// <summary>A channel of a program; its board, member or screen exists.</summary>
    /// <param name="text">The name in messages.</param>
    /// <param name="name">The name taken apart.</param>
    /// <param name="engine">The program's engine at any time.</param>
    public LiveChannel Make(string text, ChannelName name, Func<ProgramEngine> engine)
    {
        if (name.Kind == ChannelKind.Board)
        {
            name.PeriodOf(engine().Current.Definition.Board(name.Id)!, out var period, out var kind);
            return new BoardChannel(text, engine, boards, name.Id, period, kind, time);
        }

        return name.Kind == ChannelKind.Screen
            ? new DocumentChannel(text, () => ValueTask.FromResult(ReadScreen(engine(), name.Id)), time)
            : new DocumentChannel(text, () => ReadWalletAsync(engine(), OwnerOf(name)), time);
    }

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

    private static (long Version, RawJson Document) ReadScreen(ProgramEngine engine, string id)
    {
        var version = engine.Version;
        var stored = engine.FindDocument(ScreenEndpoints.DocumentKind, id);
        return (version, RawJson.Write(writer =>
        {
            writer.WriteStartObject();

            // Names the settings in force, so that a page knows whether it was rendered from older ones.
            writer.WriteNumber("revision", stored?.Version ?? 0);
            writer.WritePropertyName("settings");
            if (stored?.Body is { } body)
            {
                using var document = JsonDocument.Parse(body);
                document.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }

            writer.WriteEndObject();
        }));
    }
}
