using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Api.Members;

/// <summary>Reading the money of employees and partners.</summary>
internal static class WalletEndpoints
{
    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapWallets(this RouteGroupBuilder programs)
    {
        Map(programs, "employees", OwnerKind.Employee, Access.Own);
        Map(programs, "partners", OwnerKind.Partner, Access.Read);
    }

    private static void Map(RouteGroupBuilder programs, string path, OwnerKind kind, Access access)
    {
        var noun = OwnerRef.KindName(kind);
        programs.MapGet($"/{path}/{{id}}/wallet", (HttpContext http, string id) => WalletAsync(http, new OwnerRef(kind, id)))
            .Needs(access).Describe<WalletAnswer>($"read-{noun}-wallet", $"The balances of a {noun}; 409 `frozen` for others than managers and the member while a contest is frozen.")
            .Refuses();
        programs.MapGet($"/{path}/{{id}}/statement", (HttpContext http, string id) => StatementAsync(http, new OwnerRef(kind, id)))
            .Needs(access).Describe<StatementAnswer>($"read-{noun}-statement", $"The explained lines of a {noun}, newest first; 409 `frozen` as for the wallet.")
            .Takes("limit", "cursor").Refuses();
    }

    private static async Task<IResult> WalletAsync(HttpContext http, OwnerRef owner)
    {
        var engine = http.Engine();
        if (engine.Members.Find(owner) is null)
        {
            return MemberEndpoints.Unknown(owner.Kind);
        }

        var wallet = await engine.ReadWalletAsync(owner, http.RequestAborted);
        if (await FreezeGate.RefusalAsync(http, wallet.Version, () => FreezeGate.HidesMoney(http.Caller(), engine, owner)) is { } refusal)
        {
            return refusal;
        }

        var shown = http.Caller().MayManage(engine.Program) ? wallet : await ViewerMoney.OfAsync(engine, wallet, owner, http.RequestAborted);
        return JsonAnswer.Ok(writer => WriteWallet(writer, shown));
    }

    private static async Task<IResult> StatementAsync(HttpContext http, OwnerRef owner)
    {
        var engine = http.Engine();
        if (engine.Members.Find(owner) is null)
        {
            return MemberEndpoints.Unknown(owner.Kind);
        }

        if (!Query.TryLimit(http.Request, out var limit, out var problem) || !Query.TryCursor(http.Request, out var cursor, out problem))
        {
            return problem;
        }

        if (cursor is not null && !StatementView.IsCursor(cursor))
        {
            return Query.BadCursor();
        }

        var language = Languages.Choose(http.Request, engine.Current.Definition.Locales);
        var statement = await engine.ReadStatementAsync(owner, cursor, limit, language, http.RequestAborted);
        var calendar = engine.Current.Definition.Calendar;
        return await FreezeGate.RefusalAsync(http, statement.Version, () => FreezeGate.HidesMoney(http.Caller(), engine, owner))
            ?? JsonAnswer.Ok(writer => WriteStatement(
                writer, http.Caller().MayManage(engine.Program) ? statement : ViewerMoney.Of(engine, statement), calendar.ToLocal));
    }

    private static void WriteWallet(Utf8JsonWriter writer, WalletView wallet)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", wallet.Version);
        WriteBalances(writer, wallet);
        writer.WriteEndObject();
    }

    /// <summary>Writes the balances as a property of an object.</summary>
    internal static void WriteBalances(Utf8JsonWriter writer, WalletView wallet)
    {
        writer.WriteStartArray("balances");
        foreach (var (currency, balance, lifetime) in wallet.Balances)
        {
            writer.WriteStartObject();
            writer.WriteString("currency", currency);
            writer.WriteNumber("available", balance.Available);
            writer.WriteNumber("pending", balance.Pending);
            writer.WriteNumber("lifetime", lifetime);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStatement(Utf8JsonWriter writer, StatementView statement, Func<DateTimeOffset, DateTimeOffset> toLocal)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", statement.Version);
        writer.WriteStartArray("lines");
        foreach (var line in statement.Lines)
        {
            WriteLine(writer, line, toLocal);
        }

        writer.WriteEndArray();
        if (statement.Next is { } next)
        {
            writer.WriteString("next", Query.Cursor(next));
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a line of a statement.</summary>
    internal static void WriteLine(Utf8JsonWriter writer, StatementLine line, Func<DateTimeOffset, DateTimeOffset> toLocal)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", line.Version);
        writer.WriteInstant("at", toLocal(line.At));
        writer.WriteString("kind", Word(line.Kind));
        writer.WriteString("currency", line.Currency);
        writer.WriteNumber("points", line.Points);
        writer.WriteString("state", line.State);
        if (line.AvailableAt is { } availableAt)
        {
            writer.WriteInstant("availableAt", toLocal(availableAt));
        }

        if (line.Kind == StatementKind.Prize)
        {
            writer.WriteString("challenge", line.Challenge);
            writer.WriteNumber("place", line.Place ?? 0);
        }
        else
        {
            writer.WriteString("activityId", ActivityId.Of(line.Activity));
            writer.WriteString("rule", line.Rule);
            writer.WriteNumber("ruleVersion", line.RuleVersion);
        }

        writer.WriteOptional("cappedBy", line.CappedBy);
        writer.WriteString("explanation", line.Explanation);
        writer.WriteEndObject();
    }

    private static string Word(StatementKind kind) => kind switch
    {
        StatementKind.Award => "award",
        StatementKind.Correction => "correction",
        _ => "prize",
    };
}
