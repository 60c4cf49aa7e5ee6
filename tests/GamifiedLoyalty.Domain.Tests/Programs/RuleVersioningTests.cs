using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Programs;

public class RuleVersioningTests
{
    [Fact]
    public void Rules_begin_at_version_one() =>
        RuleVersioning.Next(null, RuleVersioning.Empty, AcmeProgram.Utf8).ShouldBe("""{"base":1,"welcome":1}""");

    [Fact]
    public void Only_the_rule_whose_content_changed_gets_a_new_version()
    {
        var changed = Patch.Apply(AcmeProgram.Json, ("/earningRules/0/formula/points", "2"), ("/name", "\"Other\""));
        Next(AcmeProgram.Utf8, """{"base":1,"welcome":4}""", changed).ShouldBe("""{"base":2,"welcome":4}""");
    }

    [Fact]
    public void The_same_content_written_differently_keeps_its_version()
    {
        var same = Patch.Apply(AcmeProgram.Json, ("/earningRules/0/formula", """{"per":"10.00","points":1.0,"type":"perAmount"}"""));
        Next(AcmeProgram.Utf8, """{"base":1,"welcome":1}""", same).ShouldBe("""{"base":1,"welcome":1}""");
    }

    [Fact]
    public void A_rule_that_was_removed_continues_its_numbers_when_it_returns()
    {
        var without = Patch.Apply(AcmeProgram.Json, ("/earningRules", "[]"));
        var removed = Next(AcmeProgram.Utf8, """{"base":3,"welcome":1}""", without);
        removed.ShouldBe("""{"base":3,"welcome":1}""");
        Next(without, removed, AcmeProgram.Utf8).ShouldBe("""{"base":4,"welcome":2}""");
    }

    [Fact]
    public void The_map_gives_each_rule_its_version()
    {
        var definition = RuleVersioning.Apply(DefinitionReader.Read(AcmeProgram.Utf8).Definition!, """{"base":7,"gone":2}""");
        definition.Rules.Select(r => (r.Id, r.Version)).ShouldBe([("base", 7), ("welcome", 1)]);
    }

    private static string Next(ReadOnlyMemory<byte> before, string versions, ReadOnlyMemory<byte> after) =>
        RuleVersioning.Next(before, versions, after);
}
