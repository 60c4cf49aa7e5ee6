using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Programs.Reading;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Programs;

public class ProgramSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(ProgramSchema.Utf8).RootElement;

    public static TheoryData<string> Objects => [.. KnownFields.ByObject.Keys, .. KnownFields.Formulas.Keys.Select(f => $"formula.{f}")];

    [Theory]
    [MemberData(nameof(Objects))]
    public void The_schema_and_the_reader_know_the_same_properties(string name)
    {
        var known = name.StartsWith("formula.", StringComparison.Ordinal)
            ? ["type", .. KnownFields.Formulas[name[8..]]]
            : KnownFields.ByObject[name];

        Properties(name).ShouldBe(known, ignoreOrder: true);
    }

    [Fact]
    public void The_schema_has_no_object_that_the_reader_does_not_know()
    {
        var objects = Schema.GetProperty("$defs").EnumerateObject()
            .Where(d => d.Value.TryGetProperty("properties", out _)).Select(d => d.Name);

        objects.ShouldBe([.. Objects.Select(o => o.Data), "map"], ignoreOrder: true);
    }

    [Fact]
    public void The_schema_lists_every_target_of_an_import() =>
        Properties("map").ShouldBe(ImportTargets.Plain, ignoreOrder: true);

    [Theory]
    [InlineData("earningRule", "rounding", "down halfUp halfEven up")]
    [InlineData("board", "ties", "firstToReach shared")]
    [InlineData("cap", "per", "beneficiary partner program sponsor")]
    public void The_schema_lists_the_words_of_the_reader(string name, string property, string words) =>
        Schema.GetProperty("$defs").GetProperty(name).GetProperty("properties").GetProperty(property).GetProperty("enum")
            .EnumerateArray().Select(v => v.GetString()).ShouldBe(words.Split(' '));

    [Fact]
    public void Every_field_of_a_condition_is_in_the_schema()
    {
        var fields = Schema.GetProperty("$defs").GetProperty("compare").GetProperty("properties").GetProperty("field")
            .GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(v => v.GetString()!).ToArray();

        fields.Where(f => !FieldNames.TryParse(f, out var _)).ShouldBeEmpty();
        fields.Length.ShouldBe(Enum.GetValues<FieldKind>().Length - 4);
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_property_is_described()
    {
        var definitions = Schema.GetProperty("$defs");
        foreach (var reference in Walk(Schema).Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("$ref", out _)))
        {
            var target = reference.GetProperty("$ref").GetString()!;
            definitions.TryGetProperty(target["#/$defs/".Length..], out _).ShouldBeTrue(target);
        }

        definitions.EnumerateObject().ShouldAllBe(d => d.Value.GetProperty("description").GetString()!.Length > 0);
    }

    private static IEnumerable<string> Properties(string name) =>
        Schema.GetProperty("$defs").GetProperty(name).GetProperty("properties").EnumerateObject().Select(p => p.Name);

    private static IEnumerable<JsonElement> Walk(JsonElement element)
    {
        yield return element;
        var children = element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
            JsonValueKind.Array => element.EnumerateArray(),
            _ => Enumerable.Empty<JsonElement>(),
        };
        foreach (var below in children.SelectMany(Walk))
        {
            yield return below;
        }
    }
}
