namespace GamifiedLoyalty.Server.Demo;

/// <summary>Names of the demonstration's people and companies; invented, but of the kind real boards must show.</summary>
internal static class DemoNames
{
    /// <summary>Where dealers are: region, its distributor, the currency of its tills, and the language of its people.</summary>
    public static IReadOnlyList<DemoRegion> Regions { get; } =
    [
        new("Savoie", "Distribution Alpine du Nord", "EUR", "fr", ["Chamonix", "Annecy", "Albertville", "Bourg-Saint-Maurice", "Grenoble", "Briançon"]),
        new("Pyrénées", "Altitude Sud Distribution", "EUR", "fr", ["Luchon", "Cauterets", "Pau", "Ax-les-Thermes"]),
        new("Wallis", "Höhenwerk Vertriebs AG", "CHF", "de", ["Zermatt", "Brig", "Sion", "Verbier", "Saas-Fee"]),
        new("Tirol", "Nordkette Großhandel", "EUR", "de", ["Innsbruck", "Kufstein", "Lienz", "St. Anton", "Sölden"]),
        new("Bayern", "Isarsport Großhandel", "EUR", "de", ["München", "Garmisch", "Oberstdorf", "Berchtesgaden", "Füssen"]),
        new("Lombardia", "Vette Distribuzione S.p.A.", "EUR", "it", ["Bergamo", "Bormio", "Lecco", "Livigno", "Sondrio"]),
        new("Highlands", "Cairngorm Trade Supplies", "GBP", "en", ["Aviemore", "Fort William", "Inverness", "Glencoe", "Ullapool"]),
        new("Catalunya", "Cims i Valls Distribució", "EUR", "es", ["Vielha", "Puigcerdà", "Girona", "La Seu d'Urgell", "Berga"]),
    ];

    /// <summary>How a dealer may be called; <c>{0}</c> is its town.</summary>
    public static IReadOnlyList<string> Shops { get; } =
    [
        "Bergsport {0}", "Vertical {0}", "Cordée {0}", "Refuge Outdoor {0}", "{0} Mountain Supply", "Gipfelhaus {0}",
        "Rifugio Sport {0}", "Cabane & Crampons {0}", "North Face Road {0}", "Piolet {0}", "Schneekristall {0}",
    ];

    /// <summary>Given names by language.</summary>
    public static IReadOnlyDictionary<string, string[]> Given { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["fr"] = ["Élodie", "Théo", "Chloé", "Maël", "Inès", "Loïc", "Anaïs", "Jérôme", "Zoé", "Noël", "Aïcha", "François", "Gaëlle", "Mathis", "Océane"],
        ["de"] = ["Jörg", "Käthe", "Lukas", "Annika", "Björn", "Sabine", "Jürgen", "Leonie", "Günther", "Franziska", "Moritz", "Heidi", "Vroni", "Emre", "Niklas"],
        ["it"] = ["Giulia", "Niccolò", "Matteo", "Chiara", "Davide", "Beatrice", "Lorenzo", "Noemi", "Tommaso", "Ilaria", "Fabrizio", "Martina"],
        ["en"] = ["Fiona", "Callum", "Siobhán", "Ewan", "Priya", "Angus", "Morag", "Rhys", "Niamh", "Oluwaseun", "Kirsty", "Hamish"],
        ["es"] = ["Núria", "Íñigo", "Marta", "Jordi", "Begoña", "Álvaro", "Laia", "Pau", "Lucía", "Andrés", "Montserrat", "Óscar"],
    };

    /// <summary>Family names by language.</summary>
    public static IReadOnlyDictionary<string, string[]> Family { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["fr"] = ["Lefèvre", "Béranger", "Payot", "Nguyễn", "Charlet-Straton", "Ravanel", "Diallo", "Müller", "Balmat", "Duchêne", "Paccard", "Benchekroun"],
        ["de"] = ["Zurbriggen", "Weiß", "Hölzl", "Yılmaz", "Kößler", "Rainer", "Obermüller", "Šimić", "Brändli", "Taugwalder", "Messerschmidt", "Nowak"],
        ["it"] = ["Bonatti", "Compagnoni", "De Cantù", "Ferrari", "Dell'Orto", "Rossi", "Cassin", "Lacedelli", "Hossain", "Pedrotti"],
        ["en"] = ["MacGregor", "O'Sullivan", "Fraser", "Campbell", "Adeyemi", "Patel", "MacIntyre", "Ó Briain", "Sutherland", "Farquharson"],
        ["es"] = ["Puig", "Ferrer i Solà", "Etxeberria", "Muñoz", "Domènech", "García", "Vilaró", "Ibáñez", "Casals", "Ruiz"],
    };

    /// <summary>Names at the edge of what a row can hold; every demonstration has them.</summary>
    public static IReadOnlyList<string> Unusual { get; } =
    [
        "Maximiliane-Theodora von Hohenwaldeck-Brandenstein zu Oberstdorf",
        "José María Gutiérrez de la Peña-Villanueva",
        "Ng",
        "Łukasz Brzęczyszczykiewicz",
        "Þórhildur Sigríður Ásgeirsdóttir",
        "王小雨 (Xiaoyu Wang)",
    ];
}

/// <summary>A region of the demonstration.</summary>
/// <param name="Name">Its name, as on partners.</param>
/// <param name="Distributor">The company that supplies its dealers.</param>
/// <param name="Currency">What its dealers sell in.</param>
/// <param name="Language">What its people speak.</param>
/// <param name="Towns">Where its dealers are.</param>
internal sealed record DemoRegion(string Name, string Distributor, string Currency, string Language, IReadOnlyList<string> Towns);
