using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Tests.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Boards;

/// <summary>The keys are persisted: a change here orphans stored scores.</summary>
public class SeriesKeyTests
{
    [Theory]
    [InlineData("revenue", """employee/amount/-/own/["all"]""")]
    [InlineData("points", """employee/points/points/own/["all"]""")]
    [InlineData("dealer-bikes", """partner/quantity/-/own/["line.category","eq","Bikes"]""")]
    public void The_keys_of_the_partner_club_never_change(string board, string key) =>
        SeriesKey.Of(DefinitionReader.Read(AcmeProgram.Utf8).Definition!.Board(board)!).ShouldBe(key);

    [Fact]
    public void A_key_tells_every_form_of_condition_and_value()
    {
        const string Filter = """
            {"all":[{"any":[{"field":"partner.attributes.a b","op":"in","value":["é",1.50,true]}]},
                    {"not":{"field":"line.amount","op":"ge","value":"10.00"}},
                    {"field":"line.sku","op":"exists"}]}
            """;
        Key(("/boards/2/filter", Filter), ("/boards/2/rollUp", "true")).ShouldBe(
            """partner/quantity/-/rollUp/["all",["any",["partner.attributes.a b","in","é",1.5,true]],["not",["line.amount","ge",10]],["line.sku","exists",true]]""");
    }

    [Theory]
    [InlineData("/boards/2/ties", "\"firstToReach\"")]
    [InlineData("/boards/2/periods", "[\"day\"]")]
    [InlineData("/boards/2/aggregate", "\"perHead\"")]
    [InlineData("/boards/2/name", "\"Bikes\"")]
    [InlineData("/boards/2/filter", """{"value":"Bikes","op":"eq","field":"line.category"}""")]
    public void Boards_that_differ_in_show_only_share_their_scores(string pointer, string json) =>
        Key((pointer, json)).ShouldBe(Key());

    private static string Key(params (string Pointer, string? Json)[] changes) =>
        SeriesKey.Of(DefinitionReader.Read(Patch.Apply(AcmeProgram.Json, changes)).Definition!.Board("dealer-bikes")!);
}
