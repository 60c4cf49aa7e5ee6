using System.Text.RegularExpressions;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Pages.Search;
using Microsoft.Extensions.DependencyInjection;

namespace GamifiedLoyalty.Server.Tests.Pages;

public sealed partial class SearchTests
{
    [Theory]
    [InlineData("zürich", "Vélo Zürich")]
    [InlineData("velo zur", "Vélo Zürich")]
    [InlineData("zur velo", "Vélo Zürich")]
    [InlineData("zolc", "Łukasz Żółć")]
    [InlineData("lukasz", "Łukasz Żółć")]
    [InlineData("co", "Bike & Co")]
    [InlineData("Παπα", "Κωνσταντίνα Παπαδοπούλου")]
    [InlineData("e1", "Person 1")]
    [InlineData("rich", null)]
    [InlineData("velo x", null)]
    [InlineData("<script>", null)]
    [InlineData("&&&", null)]
    [InlineData("   ", null)]
    public async Task Words_are_found_by_their_beginnings_however_they_are_typed(string typed, string? found)
    {
        await using var world = await PageWorld.StartAsync("members", people: 1);
        await world.PutAsync("employees/k1", "Κωνσταντίνα Παπαδοπούλου");
        await world.PutAsync("employees/l1", "Łukasz Żółć");

        (await NamesAsync(world, typed)).ShouldBe(found is null ? [] : [found]);
    }

    [Fact]
    public async Task Strangers_find_who_stands_on_a_board_and_nobody_else()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e2", 100);

        (await NamesAsync(world, "person", isStranger: true)).ShouldBe(["Person 2"]);
        (await NamesAsync(world, "person")).ShouldBe(["Person 1", "Person 2", "Person 3"]);
        (await NamesAsync(world, "e1", isStranger: true)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Members_that_come_or_change_their_name_are_found_at_once()
    {
        await using var world = await PageWorld.StartAsync("members");
        (await NamesAsync(world, "nadia")).ShouldBeEmpty();

        await world.PutAsync("employees/n1", "Nadia One");
        (await NamesAsync(world, "nadia")).ShouldBe(["Nadia One"]);
        await world.PutAsync("employees/n1", "Marta One");
        (await NamesAsync(world, "nadia")).ShouldBeEmpty();
        (await NamesAsync(world, "marta")).ShouldBe(["Marta One"]);
    }

    [Fact]
    public async Task However_many_match_few_are_looked_at_and_shown()
    {
        await using var world = await PageWorld.StartAsync("members");
        foreach (var chunk in Enumerable.Range(0, 5_000).Chunk(2_500))
        {
            await world.Server.Admin.PostAsync($"{PageWorld.Api}/members", chunk.Select(i => new { kind = "employee", id = $"x{i}", name = $"Ana {i}" }));
        }

        var engine = (await world.Server.Services.GetRequiredService<ProgramHost>().FindAsync("acme", TestContext.Current.CancellationToken))!;
        var index = new MemberIndex(engine.Members, TimeProvider.System);
        var looked = 0;
        var found = await index.FindAsync("a", 12, (MemberProfile _) =>
        {
            looked++;
            return ValueTask.FromResult(false);
        });

        found.ShouldBeEmpty();
        looked.ShouldBeInRange(1_000, MemberIndex.MaxExamined);
        (await NamesAsync(world, "ana")).Count.ShouldBe(12);
        (await NamesAsync(world, "ana 4321")).ShouldBe(["Ana 4321"]);
    }

    [Fact]
    public async Task A_program_of_members_lets_strangers_search_nothing()
    {
        await using var world = await PageWorld.StartAsync("members");

        await world.ReadAsync("/p/acme/search?q=person", status: 401);
    }

    [Fact]
    public async Task What_was_typed_is_shown_as_text()
    {
        await using var world = await PageWorld.StartAsync();

        var answer = await world.Server.Client(null).GetAsync("/p/acme/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

        answer.Text.ShouldNotContain("<script>alert");
        answer.Text.ShouldContain("&lt;script&gt;alert(1)");
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(PageWorld world, string typed, bool isStranger = false)
    {
        var page = await world.ReadAsync($"/p/acme/search?q={Uri.EscapeDataString(typed)}", isStranger ? null : world.Server.Admin);
        return [.. Hit().Matches(page).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex("""class="hit__who"><b>(?<first>[^<]+)</b>""", RegexOptions.None, 10_000)]
    private static partial Regex Hit();
}
