using System.Globalization;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Activities;

public class ImportMapperTests
{
    private static readonly string[] Header =
        ["order", "line", "date", "seller", "seller_name", "store", "store_name", "region", "sku", "category", "qty", "total", "money", "colour"];

    private static readonly string[] Row =
        ["43659", "1", "2011-05-31", "279", "Tsvi Reiter", "1046", "Better Bike Shop", "Southeast", "776", "Bikes", "1", "2024.994000", "USD", "red"];

    [Fact]
    public void A_row_is_one_activity_with_one_line()
    {
        var reading = Mapper().Map(Row);

        reading.Fault.ShouldBeNull();
        reading.ExternalId.ShouldBe("43659-1");
        var activity = reading.Activity!;
        (activity.Source, activity.ExternalId, activity.Type).ShouldBe(("erp", "43659-1", "sale"));
        activity.OccurredLocal.ShouldBe(new DateTime(2011, 5, 31, 0, 0, 0, DateTimeKind.Unspecified));
        (activity.Employee, activity.Partner, activity.Currency).ShouldBe(("279", "1046", "USD"));
        activity.HasImplicitLine.ShouldBeFalse();
        activity.Lines.ShouldBe([new ActivityLine("1", "776", "Bikes", 1, 2024.994m, ActivityJsonReaderTests.Map(("colour", "red")))]);
    }

    [Fact]
    public void Members_are_created_partner_first_when_the_mapping_says_so()
    {
        Mapper().Map(Row).CreateMembers.ShouldBeEmpty();

        var members = Mapper(create: true).Map(Row).CreateMembers;

        members.Select(m => (m.Kind, m.Id, m.Name)).ShouldBe(
            [(OwnerKind.Partner, "1046", "Better Bike Shop"), (OwnerKind.Employee, "279", "Tsvi Reiter")]);
        members[0].Region.ShouldBe("Southeast");
        members[1].Partner.ShouldBeNull();
    }

    [Fact]
    public void A_new_member_without_a_name_is_called_by_its_id() =>
        Mapper(create: true).Map(Cells(("seller_name", ""), ("store_name", " "))).CreateMembers.Select(m => m.Name).ShouldBe(["1046", "279"]);

    [Fact]
    public void Empty_cells_are_absent()
    {
        var reading = Mapper(create: true).Map(
            Cells(("seller", ""), ("store", ""), ("date", ""), ("qty", ""), ("total", ""), ("money", ""), ("category", ""), ("colour", "")));

        reading.Fault.ShouldBeNull();
        reading.CreateMembers.ShouldBeEmpty();
        var activity = reading.Activity!;
        activity.Employee.ShouldBeNull();
        activity.Partner.ShouldBeNull();
        activity.Currency.ShouldBeNull();
        activity.OccurredLocal.ShouldBeNull();
        activity.Lines.ShouldBe([new ActivityLine("1", "776", null, 0, 0, AttributeMap.Empty)]);
    }

    [Theory]
    [InlineData("2024-03-31 02:30:00", "2024-03-31T02:30:00", null)]
    [InlineData("2024-03-31T02:30:00", "2024-03-31T02:30:00", null)]
    [InlineData("2024-03-31T02:30:00+02:00", null, "2024-03-31T00:30:00Z")]
    public void Times_are_dates_local_times_or_instants(string cell, string? local, string? instant)
    {
        var activity = Mapper().Map(Cells(("date", cell))).Activity!;
        activity.OccurredLocal.ShouldBe(local is null ? null : DateTime.Parse(local, CultureInfo.InvariantCulture));
        activity.OccurredAt.ShouldBe(instant is null ? null : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("order,line", "", "required", "externalId")]
    [InlineData("date", "2023-02-29", "badDate", "date")]
    [InlineData("date", "31/05/2011", "badDate", "date")]
    [InlineData("seller", "27 9", "badId", "seller")]
    [InlineData("store", "é", "badId", "store")]
    [InlineData("qty", "1.5", "badQuantity", "qty")]
    [InlineData("qty", "-1", "negativeQuantity", "qty")]
    [InlineData("total", "1,024.00", "badDecimal", "total")]
    [InlineData("total", "1e3", "badDecimal", "total")]
    [InlineData("total", "-5", "negativeAmount", "total")]
    [InlineData("total", "1000000000000", "outOfRange", "total")]
    [InlineData("money", "usd", "badIsoCurrency", "money")]
    public void A_faulty_cell_names_its_column(string columns, string cell, string code, string named)
    {
        var reading = Mapper().Map(Cells([.. columns.Split(',').Select(c => (c, cell))]));
        reading.Activity.ShouldBeNull();
        reading.CreateMembers.ShouldBeEmpty();
        reading.Fault!.Code.ShouldBe(code);
        reading.Fault.Detail.ShouldContain(named);
        reading.ExternalId.ShouldBe(code == "required" ? null : "43659-1");
    }

    [Fact]
    public void Columns_that_the_file_lacks_or_repeats_are_named_all_at_once()
    {
        var mapper = ImportMapper.Create(Mapping(false), [.. Header.Where(h => h is not ("sku" or "qty")), "total"], out var faults);
        mapper.ShouldBeNull();
        faults.Select(f => f.Code).ShouldBe(["unknownColumn", "unknownColumn", "duplicateColumn"], ignoreOrder: true);
        string.Join(' ', faults.Select(f => f.Detail)).ShouldContain("\"qty\"");
    }

    [Fact]
    public void Templates_keep_literals_and_escaped_braces()
    {
        var mapping = Mapping(false) with
        {
            Map = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["externalId"] = "{{{order}}}/{line}",
                ["currency"] = "EUR",
                ["source"] = "shop-{region}",
                ["type"] = "{colour}",
            },
        };
        var activity = ImportMapper.Create(mapping, Header, out _)!.Map(Row).Activity!;
        (activity.ExternalId, activity.Currency, activity.Source, activity.Type).ShouldBe(("{43659}/1", "EUR", "shop-Southeast", "red"));
    }

    [Fact]
    public void A_short_row_lacks_its_last_cells() =>
        Mapper().Map(Row[..5]).Activity!.Partner.ShouldBeNull();

    private static ImportMapper Mapper(bool create = false) => ImportMapper.Create(Mapping(create), Header, out _)!;

    private static string[] Cells(params (string Column, string Cell)[] changes) =>
        [.. Header.Select((h, i) => changes.Where(c => c.Column == h).Select(c => c.Cell).FirstOrDefault(Row[i]))];

    private static ImportMapping Mapping(bool create) => new()
    {
        Id = "erp",
        Source = "erp",
        CreateMembers = create,
        Map = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["externalId"] = "{order}-{line}",
            ["occurredAt"] = "{date}",
            ["currency"] = "{money}",
            ["employee.id"] = "{seller}",
            ["employee.name"] = "{seller_name}",
            ["partner.id"] = "{store}",
            ["partner.name"] = "{store_name}",
            ["partner.region"] = "{region}",
            ["line.sku"] = "{sku}",
            ["line.category"] = "{category}",
            ["line.quantity"] = "{qty}",
            ["line.amount"] = "{total}",
            ["line.attributes.colour"] = "{colour}",
        },
    };
}
