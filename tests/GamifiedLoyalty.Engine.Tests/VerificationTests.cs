using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>Whatever is changed in the file behind the product's back, verification names the first place.</summary>
public sealed class VerificationTests
{
    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), '\"amount\":100', '\"amount\":900') AS BLOB)", "The commit of versions 4 to 4 is not what was committed")]
    [InlineData("DELETE FROM entry WHERE (id & 1099511627775) = 5", "no entry for version 5")]
    [InlineData("DELETE FROM receipt WHERE version = 6", "receipt of pos")]
    [InlineData("UPDATE score SET score = score + 1", "The score of")]
    [InlineData("DELETE FROM score", "missing")]
    [InlineData("UPDATE owner SET state = unhex(replace(hex(state), '706F696E7473AC02', '706F696E7473AE02'))", "The balance of employee/e1/points")]
    [InlineData("UPDATE member SET profile = CAST(replace(CAST(profile AS TEXT), 'Maya', 'Mia') AS BLOB)", "The profile of Employee e1")]
    [InlineData("UPDATE owner SET state = unhex(replace(hex(state), '046261736505', '046261737305'))", "The CapBeneficiary of rule base of employee e1")]
    [InlineData("UPDATE definition SET document = CAST(CAST(document AS TEXT) || ' ' AS BLOB)", "The definition version 1 is not what was committed")]
    [InlineData("UPDATE adjustment SET body = CAST(replace(CAST(body AS TEXT), '[]', '[ ]') AS BLOB)", null)]
    [InlineData("DELETE FROM adjustment", "What corrections made of activity a5")]
    [InlineData("UPDATE document SET body = CAST('{}' AS BLOB)", "The screen lobby is not what was committed")]
    [InlineData("UPDATE program SET hash = zeroblob(32)", "is not that of the program's head")]
    public async Task Verification_names_the_first_fault(string sql, string? fault)
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(new(OwnerKind.Partner, "p1", "One"), new(OwnerKind.Employee, "e1", "Maya") { Partner = "p1" });
        await program.SellAsync("e1", 100m);
        var second = await program.SellAsync("e1", 40m);
        await program.SellAsync("e1", 70m);
        await program.ReverseAsync(second.Activity!.Version);
        await program.Engine.PutDocumentAsync("screen", "lobby", "{\"boards\":[]}"u8.ToArray(), "test", default);

        // A ranking by the database puts everything into its table first, where the change finds it.
        await program.Store.RankAsync(1, 1, DateOnly.MinValue, DateOnly.MaxValue, sharedTies: false, 1, default);
        program.Tamper(sql);

        var report = await ProgramVerifier.VerifyAsync(program.Store, "acme", null, default);
        if (fault is null)
        {
            report.Fault.ShouldBeNull();
        }
        else
        {
            report.Fault.ShouldNotBeNull().ShouldContain(fault);
        }
    }
}
