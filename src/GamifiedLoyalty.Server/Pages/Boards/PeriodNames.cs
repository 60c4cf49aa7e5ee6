using System.Globalization;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>What periods are called.</summary>
internal static class PeriodNames
{
    /// <summary>A period's name, such as <c>Q4 2026</c> or <c>novembre 2026</c>.</summary>
    public static string Of(Period period, PageLanguage language, IStringLocalizer<Texts> texts) => period.Kind switch
    {
        PeriodKind.Year => period.Start.ToString("yyyy", CultureInfo.InvariantCulture),
        PeriodKind.Quarter => language.Say(texts, "PeriodQuarter", ((period.Start.Month - 1) / 3) + 1, period.Start.Year),
        PeriodKind.Month => Capitalised(period.Start.ToString("Y", language.Culture), language.Culture),
        PeriodKind.Week => Week(period, language, texts),
        PeriodKind.Day => Capitalised(period.Start.ToString("D", language.Culture), language.Culture),
        _ => language.Say(texts, "PeriodAll"),
    };

    /// <summary>A kind's name, for choosing it.</summary>
    public static string Of(PeriodKind kind, PageLanguage language, IStringLocalizer<Texts> texts) => language.Say(texts, $"Kind{kind}");

    private static string Week(Period period, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        var monday = period.Start.ToDateTime(TimeOnly.MinValue);
        return language.Say(texts, "PeriodWeek", ISOWeek.GetWeekOfYear(monday), ISOWeek.GetYear(monday));
    }

    private static string Capitalised(string text, CultureInfo culture) => culture.TextInfo.ToUpper(text[0]) + text[1..];
}
