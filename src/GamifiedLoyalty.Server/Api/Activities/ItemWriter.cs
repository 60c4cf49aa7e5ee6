using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Writes what became of sent items, and awards, as the HTTP API answers them.</summary>
/// <param name="definition">The definition in force, for the calendar and the explanations.</param>
/// <param name="locale">The language of explanations.</param>
internal readonly struct ItemWriter(ProgramDefinition definition, string locale)
{
    /// <summary>The contract's word for a status.</summary>
    public static string Word(RecordStatus status) => status switch
    {
        RecordStatus.Recorded => "recorded",
        RecordStatus.Duplicate => "duplicate",
        RecordStatus.Conflict => "conflict",
        _ => "rejected",
    };

    /// <summary>Writes an item; its version is 0 when it was rejected, since it took none.</summary>
    public void Write(Utf8JsonWriter writer, in ItemAnswer answer)
    {
        writer.WriteStartObject();
        writer.WriteString("externalId"u8, answer.Item.ExternalId);
        writer.WriteString("status"u8, Word(answer.Status));
        writer.WriteString("activityId"u8, answer.Activity is { } known ? ActivityId.Of(known.Version) : null);
        writer.WriteNumber("version"u8, answer.Activity?.Version ?? 0);

        // The awards of the first recording, as they were then; content that conflicts with it was awarded nothing.
        var awards = answer.Status is RecordStatus.Recorded or RecordStatus.Duplicate ? answer.Activity!.Awards : [];
        WriteAwards(writer, awards, DateTimeOffset.MinValue);
        if (answer.Fault is { } fault)
        {
            writer.WriteStartObject("error"u8);
            Problems.WriteFault(writer, fault);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>awards</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="awards">The awards.</param>
    /// <param name="postedThrough">Those due through this instant are shown as posted.</param>
    public void WriteAwards(Utf8JsonWriter writer, IReadOnlyList<Award> awards, DateTimeOffset postedThrough)
    {
        writer.WriteStartArray("awards"u8);
        foreach (var award in awards)
        {
            WriteAward(writer, award, award.IsPending(postedThrough));
        }

        writer.WriteEndArray();
    }

    private void WriteAward(Utf8JsonWriter writer, Award award, bool pending)
    {
        writer.WriteStartObject();
        writer.WriteString("account"u8, award.Owner.Account(award.Currency));
        writer.WriteString("currency"u8, award.Currency);
        writer.WriteNumber("points"u8, award.Points);
        writer.WriteString("state"u8, pending ? "pending"u8 : "posted"u8);
        if (pending)
        {
            writer.WriteString("availableAt"u8, definition.Calendar.ToLocal(award.AvailableAt!.Value));
        }

        writer.WriteString("rule"u8, award.Rule);
        writer.WriteNumber("ruleVersion"u8, award.RuleVersion);
        writer.WriteString("explanation"u8, AwardExplainer.Explain(award, definition, locale));
        if (award.CappedBy is not null)
        {
            writer.WriteString("cappedBy"u8, award.CappedBy);
        }

        writer.WriteEndObject();
    }
}
