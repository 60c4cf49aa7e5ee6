using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Text;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Text;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b": 1.50, "a": [1e2, -0.0, "x"] }""", """{"a":[100,0,"x"],"b":1.5}""")]
    [InlineData("""{"a":{"d":true,"c":null}}""", """{"a":{"c":null,"d":true}}""")]
    [InlineData("""["\u00e9","é"]""", """["é","é"]""")]
    [InlineData("[0.1,1E-1,100e-3,0.100]", "[0.1,0.1,0.1,0.1]")]
    [InlineData("[9007199254740993,9007199254740993.0]", "[9007199254740993,9007199254740993]")]
    [InlineData("[1e400,10e399,-1e-400]", "[1e400,1e400,-1e-400]")]
    public void Equal_content_has_one_form(string text, string expected) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(text))).ShouldBe(expected);

    [Fact]
    public void A_definition_in_any_member_order_has_the_same_form()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        var expected = CanonicalJson.Of(AcmeProgram.Utf8);
        for (var i = 0; i < 50; i++)
        {
            var shuffled = Shuffle(JsonNode.Parse(AcmeProgram.Json)!, random).ToJsonString();
            CanonicalJson.Of(Encoding.UTF8.GetBytes(shuffled)).ShouldBe(expected, $"seed {Seed}, round {i.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    [Fact]
    public void The_form_of_a_form_is_itself()
    {
        var once = CanonicalJson.Of(AcmeProgram.Utf8);
        CanonicalJson.Of(once).ShouldBe(once);
    }

    [Fact]
    public void Numbers_are_equal_exactly_when_their_forms_are()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var value = random.Next(-100_000, 100_000) / Decimals.PowerOfTen(random.Next(0, 5));
            var exponent = random.Next(-3, 4);
            var written = string.Create(CultureInfo.InvariantCulture, $"{Scaled(value, -exponent)}e{exponent}");
            Form(written).ShouldBe(Form(value.ToString(CultureInfo.InvariantCulture)), $"seed {Seed}: {written}");
            Form(written).ShouldNotBe(Form((value + 0.00001m).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static decimal Scaled(decimal value, int exponent) =>
        exponent < 0 ? value / Decimals.PowerOfTen(-exponent) : value * Decimals.PowerOfTen(exponent);

    private static string Form(string number) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(number)));

    private static JsonNode Shuffle(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonObject item:
                var members = item.Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Shuffle(p.Value, random))).ToArray();
                random.Shuffle(members);
                return new JsonObject(members);
            case JsonArray array:
                return new JsonArray([.. array.Select(i => i is null ? null : Shuffle(i, random))]);
            default:
                return node.DeepClone();
        }
    }
}
