using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Domain.Challenges.Templates;

/// <summary>The document that a template writes, part by part.</summary>
internal sealed class TemplateDraft(TemplateValues values)
{
    // Where any number of members can win, the budget allows so many wins.
    private const int WinsInBudget = 20;

    private readonly JsonObject _document = [];

    public JsonObject Document => _document;

    public TemplateValues Values { get; } = values;

    /// <summary>Name, description, subject, metric and window.</summary>
    public void Begin(string template, string subject, string measure)
    {
        object[] product = [Values.Text("product") ?? ""];
        _document["name"] = Localized(TemplateTexts.Of($"{template}.Name", product));
        _document["description"] = Localized(TemplateTexts.Of($"{template}.Description", product));
        _document["subject"] = subject;
        _document["metric"] = new JsonObject { ["measure"] = measure };
        _document["start"] = Values.Text("start");
        _document["end"] = Values.Text("end");
    }

    public void Set(string name, JsonNode value) => _document[name] = value;

    /// <summary>Which lines count: those of the product's category, if one is given.</summary>
    public void FilterProduct()
    {
        if (Values.Text("product") is { } product)
        {
            _document["filter"] = Equal("line.category", product);
        }
    }

    /// <summary>Who takes part, by the partner's region and category and by ids, as far as these are given.</summary>
    public void Audience()
    {
        var conditions = new List<JsonNode>();
        if (Values.Text("region") is { } region)
        {
            conditions.Add(Equal("partner.region", region));
        }

        if (Values.Text("category") is { } category)
        {
            conditions.Add(Equal("partner.category", category));
        }

        var audience = new JsonObject();
        if (conditions.Count > 0)
        {
            audience["where"] = conditions.Count == 1 ? conditions[0] : new JsonObject { ["all"] = new JsonArray([.. conditions]) };
        }

        if (Values.Members("members") is { Count: > 0 } members)
        {
            audience["members"] = new JsonArray([.. members.Select(m => (JsonNode)m)]);
        }

        if (audience.Count > 0)
        {
            _document["audience"] = audience;
        }
    }

    /// <summary>Prizes for the first three places: the whole, the half and the quarter.</summary>
    public void PrizesForPodium() => Prizes(places: true, (Place(1), 1), (Place(2), 2), (Place(3), 4));

    /// <summary>A prize for each win.</summary>
    public void PrizeForWins() => Prizes(places: false, (new JsonObject { ["win"] = true }, 1));

    /// <summary>A prize for each milestone: the quarter, the half and the whole, the greatest paid first.</summary>
    public void PrizesForMilestones(params ReadOnlySpan<string> highestFirst)
    {
        var prizes = new (JsonObject, int)[highestFirst.Length];
        for (var i = 0; i < prizes.Length; i++)
        {
            prizes[i] = (new JsonObject { ["milestone"] = highestFirst[i] }, 1 << i);
        }

        Prizes(places: false, prizes);
    }

    public static JsonObject Equal(string field, JsonNode value) => new() { ["field"] = field, ["op"] = "eq", ["value"] = value };

    public static JsonNode Localized(LocalizedText text) =>
        new JsonObject(text.Texts.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value)));

    private static JsonObject Place(int place) => new() { ["place"] = place };

    /// <summary>Each prize with the part of the points that it gives; parts that come to nothing are left out.</summary>
    private void Prizes(bool places, params ReadOnlySpan<(JsonObject For, int Part)> prizes)
    {
        var whole = Values.Number("prizePoints") ?? 0;
        var list = new JsonArray();
        var cost = 0m;
        foreach (var (reason, part) in prizes)
        {
            if (whole / part is var points and > 0)
            {
                reason["points"] = points;
                cost += points;
                list.Add((JsonNode)reason);
            }
        }

        if (list.Count > 0)
        {
            var budget = Values.Number("budget") ?? (long)Math.Min(Limits.MaxMagnitude, places ? cost : cost * WinsInBudget);
            _document["prizes"] = new JsonObject
            {
                ["currency"] = Values.Text("currency"),
                ["budget"] = new JsonObject { ["points"] = budget },
                ["list"] = list,
            };
        }
    }
}
