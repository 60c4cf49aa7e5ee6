using GamifiedLoyalty.Engine.Verification;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>Whatever is changed of a settled contest behind the product's back, verification names it.</summary>
public sealed class ChallengeVerificationTests
{
    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("DELETE FROM document WHERE kind = 'settlement'", "The settlement sprint is not what was committed")]
    [InlineData("UPDATE document SET body = CAST(replace(CAST(body AS TEXT), '1500', '2500') AS BLOB) WHERE kind = 'challenge'", "The challenge sprint is not what was committed")]
    [InlineData("UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), '\"value\":1000', '\"value\":1001') AS BLOB)", "is not what was committed: its hash differs")]
    public async Task Verification_names_what_was_changed_of_a_contest(string sql, string? fault)
    {
        var program = await ChallengeProgram.SettledAsync();
        await using var store = program.Program;
        program.Program.Tamper(sql);

        var found = await program.VerifyAsync();
        if (fault is null)
        {
            found.ShouldBeNull();
        }
        else
        {
            found.ShouldNotBeNull().ShouldContain(fault);
        }
    }

    [Fact]
    public void A_contest_settles_once_and_gives_prizes_only_then()
    {
        var at = DateTimeOffset.UnixEpoch;
        var replica = new ChallengeReplica();
        replica.Note(new(1, at, "k", "c", Domain.Challenges.ChallengeAction.Close, [])).ShouldBeNull();
        replica.Note(new(2, at, "k", "c", Domain.Challenges.ChallengeAction.Settle, [])).ShouldBeNull();
        replica.Note(new(3, at, "k", "c", Domain.Challenges.ChallengeAction.Reveal, [])).ShouldBeNull();
        replica.Note(new(4, at, "k", "c", Domain.Challenges.ChallengeAction.Settle, [])).ShouldNotBeNull().ShouldContain("settled before");
    }
}
