using System.Text.Json;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The section <em>Members</em> of the contract.</summary>
public sealed class MembersTests(ContractServers servers)
{
    [Fact]
    public async Task A_partner_and_an_employee_keep_all_that_was_sent()
    {
        var program = await servers.NewAsync();
        const string Partner = """{ "name": "Dealer", "parent": "p1", "category": "gold", "region": "north", "sizeBand": "s", "attributes": { "since": 1999 } }""";
        const string Employee = """{ "name": "Zoé", "partner": "d", "role": "manager", "locale": "fr", "timeZone": "Asia/Tokyo", "attributes": { "shoe": "42" } }""";

        (await program.PutAsync("partners/d", Partner)).Code.ShouldBe(201);
        (await program.PutAsync("employees/z", Employee)).Code.ShouldBe(201);

        ShouldContainAll((await program.GetAsync("partners/d")).Json, Partner);
        ShouldContainAll((await program.GetAsync("employees/z")).Json, Employee);
    }

    [Fact]
    public async Task A_put_replaces_the_whole_member_and_an_equal_one_takes_no_version()
    {
        var program = await servers.NewAsync();
        await program.PutAsync("employees/z", """{ "name": "Zoé", "partner": "p1", "role": "manager" }""");

        var changed = await program.PutAsync("employees/z", """{ "name": "Zoé" }""");
        var equal = await program.PutAsync("employees/z", """{ "attributes": {}, "name": "Zoé" }""");

        changed.Code.ShouldBe(200);
        (await program.GetAsync("employees/z")).Json.TryGetProperty("partner", out _).ShouldBeFalse();
        equal.Code.ShouldBe(200);
        (await program.VersionAsync()).ShouldBe(changed.Number("version"));
    }

    [Fact]
    public async Task Members_come_as_an_array_whose_bad_items_block_no_other()
    {
        var program = await servers.NewAsync();

        var answer = await program.PostAsync("members", """
            [ { "kind": "employee", "id": "n1", "name": "One", "partner": "later" },
              { "kind": "partner", "id": "later", "name": "Later" },
              { "kind": "employee", "id": "n2", "name": "Two", "partner": "later" },
              { "kind": "robot", "id": "n3", "name": "Three" },
              { "kind": "employee", "id": "n 4", "name": "Four" },
              { "kind": "employee", "id": "n5", "name": "Five", "shoe": 1 } ]
            """);

        answer.Code.ShouldBe(200);
        answer.Json.EnumerateArray().Select(i => i.GetProperty("status").GetString())
            .ShouldBe(["rejected", "created", "created", "rejected", "rejected", "rejected"]);
        answer.Json[5].GetProperty("error").GetProperty("pointer").GetString().ShouldBe("/shoe");
        (await program.GetAsync("employees/n2")).Text("partner").ShouldBe("later");
    }

    [Fact]
    public async Task An_employee_without_partner_sells_without_one()
    {
        var program = await servers.NewAsync();

        var sold = await program.SellAsync("solo", "100");

        sold.Awards().ShouldBe("employee/solo/points 150 welcome");
        (await program.BoardAsync("revenue")).ShouldBe(["1 solo 10000"]);
    }

    private static void ShouldContainAll(JsonElement shown, string sent)
    {
        foreach (var property in JsonElement.Parse(sent).EnumerateObject())
        {
            JsonElement.DeepEquals(shown.GetProperty(property.Name), property.Value).ShouldBeTrue($"{property.Name} in {shown}");
        }
    }
}
