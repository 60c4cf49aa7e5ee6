using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Programs.Reading;
using GamifiedLoyalty.Domain.Tests.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public class ChallengeSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(ChallengeSchema.Utf8).RootElement;

    private static readonly string[] Conditions = ["compare", "all", "any", "not"];

    public static TheoryData<string> Objects => [.. ChallengeFields.ByObject.Keys, .. ChallengeFields.Formats.Keys.Select(f => $"format.{f}")];

    public static TheoryData<string> Examples => [.. Contests.OfEveryFormat.Keys];

    [Theory]
    [MemberData(nameof(Objects))]
    public void The_schema_and_the_reader_know_the_same_properties(string name)
    {
        var known = name.StartsWith("format.", StringComparison.Ordinal)
            ? ["type", .. ChallengeFields.Formats[name[7..]]]
            : ChallengeFields.ByObject[name];

        Property(name).EnumerateObject().Select(p => p.Name).ShouldBe(known, ignoreOrder: true);
    }

    [Fact]
    public void The_schema_has_no_object_that_the_reader_does_not_know()
    {
        var objects = Schema.GetProperty("$defs").EnumerateObject()
            .Where(d => d.Value.TryGetProperty("properties", out _)).Select(d => d.Name);

        objects.ShouldBe([.. Objects.Select(o => o.Data), .. Conditions], ignoreOrder: true);
    }

    [Fact]
    public void The_schema_lists_the_words_of_the_reader()
    {
        static IEnumerable<string> Of(string name) => Property("challenge").GetProperty(name).GetProperty("enum").EnumerateArray().Select(v => v.GetString()!);

        Of("subject").ShouldBe(Words.Subjects.Select(w => w.Name));
        Of("settlement").ShouldBe(ChallengeWords.Settlements.Select(w => w.Name));
        Of("enrolment").ShouldBe(ChallengeWords.Enrolments.Select(w => w.Name));
        Of("lateJoining").ShouldBe(ChallengeWords.LateJoinings.Select(w => w.Name));
        Of("scoring").ShouldBe(ChallengeWords.Scorings.Select(w => w.Name));
        Of("ties").ShouldBe(Words.Ties.Select(w => w.Name));
        Of("tiePrizes").ShouldBe(ChallengeWords.TiePrizes.Select(w => w.Name));
    }

    [Fact]
    public void Conditions_are_those_of_programs()
    {
        var programs = JsonDocument.Parse(Domain.Programs.ProgramSchema.Utf8).RootElement.GetProperty("$defs");
        foreach (var name in Conditions.Append("condition").Append("measure").Append("text"))
        {
            JsonElement.DeepEquals(Schema.GetProperty("$defs").GetProperty(name), programs.GetProperty(name)).ShouldBeTrue(name);
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_schema_accepts_what_the_reader_accepts(string example) =>
        Accepts(Patch.Apply(Contests.OfEveryFormat[example])).ShouldBeTrue();

    /// <summary>Faults of shape are the schema's matter too; that two fields do not go together is often only the reader's.</summary>
    [Theory]
    [InlineData("required outOfRange wrongType conflictingFields unknownField unknownFormat tooFew badId")]
    public void The_schema_refuses_faulty_formats_as_the_reader_does(string codes)
    {
        foreach (var row in ChallengeFaultTests.Formats.Select(r => r.Data).Where(r => codes.Split(' ').Contains(r.Item2, StringComparer.Ordinal)))
        {
            Accepts(Patch.Apply(Contests.Race, ("/format", row.Item1))).ShouldBeFalse(row.Item1);
        }
    }

    [Fact]
    public void The_schema_refuses_faulty_prizes_as_the_reader_does()
    {
        string[] shapes = ["outOfRange", "wrongType", "conflictingFields", "unknownField", "unknownValue", "badId"];
        foreach (var (change, json, codes, _) in ChallengeFaultTests.Prizes.Select(r => r.Data).Where(r => shapes.Contains(r.Item3, StringComparer.Ordinal)))
        {
            Accepts(Patch.Apply(Contests.Race, (change, json))).ShouldBeFalse($"{change} {json} {codes}");
        }
    }

    [Fact]
    public void Every_object_is_described() =>
        Schema.GetProperty("$defs").EnumerateObject().ShouldAllBe(d => d.Value.GetProperty("description").GetString()!.Length > 0);

    private static bool Accepts(byte[] document) => new JsonSchemaCheck(Schema).Accepts(JsonDocument.Parse(document).RootElement);

    private static JsonElement Property(string name) => Schema.GetProperty("$defs").GetProperty(name).GetProperty("properties");
}
