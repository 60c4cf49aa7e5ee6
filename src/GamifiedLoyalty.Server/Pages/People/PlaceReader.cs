using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>Reads a member's places on all boards, with neighbours and what comes next.</summary>
/// <param name="reader">Reads boards.</param>
/// <param name="texts">Texts.</param>
internal sealed class PlaceReader(BoardReader reader, IStringLocalizer<Texts> texts)
{
    private const int Neighbours = 2;

    /// <summary>A member's places, those where it is listed first; on boards of partners an employee stands for its company.</summary>
    /// <param name="engine">The program.</param>
    /// <param name="member">The employee or partner.</param>
    /// <param name="choice">The period.</param>
    /// <param name="today">The local day.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<PlaceView>> ReadAsync(
        ProgramEngine engine, OwnerRef member, PeriodChoice choice, DateOnly today, PageLanguage language, CancellationToken cancellationToken)
    {
        var places = new List<PlaceView>();
        foreach (var board in engine.Current.Definition.Boards)
        {
            var subject = SubjectOn(engine, board, member);
            var period = choice.For(board, today);
            if (subject is null || await reader.ReadAsync(engine, board, period, 0, language, cancellationToken) is not { } view)
            {
                continue;
            }

            var url = choice.UrlOf(engine.Program, board, today);
            var channel = choice.Channel(board);
            places.Add(await reader.AroundAsync(engine, board, period, subject.Id, Neighbours, language, cancellationToken) is { } found
                ? PlaceOf(engine, board, found.View with { Channel = channel }, found.Around, subject, member, url, language)
                : new PlaceView(view with { Channel = channel }, url, 0, language.Say(texts, view.Notice ?? "NotRanked")) { IsOfCompany = subject.Ref != member });
        }

        return [.. places.OrderBy(p => p.IsOfCompany).ThenBy(p => !p.IsListed)];
    }

    private static MemberProfile? SubjectOn(ProgramEngine engine, BoardDefinition board, OwnerRef member) => (board.SubjectKind(), member.Kind) switch
    {
        var (wanted, own) when wanted == own => engine.Members.Find(member),
        (OwnerKind.Partner, OwnerKind.Employee) when engine.Members.Find(member)?.Partner is { } partner => engine.Members.Find(OwnerRef.Partner(partner)),
        _ => null,
    };

    private PlaceView PlaceOf(
        ProgramEngine engine, BoardDefinition board, BoardView view, BoardAround around, MemberProfile subject, OwnerRef member, string url, PageLanguage language)
    {
        var own = view.Rows.First(r => r.Subject == subject.Id);
        var above = view.Rows.LastOrDefault(r => r.Rank < own.Rank);
        var below = view.Rows.FirstOrDefault(r => r.Rank > own.Rank);
        var gaps = new GapWords(engine.Current.Definition, board, view.Format, language, texts);
        return new PlaceView(view with { CardUrl = CardPages.Url(engine.Program, new OwnerRef(subject.Kind, "")) }, url, own.Rank, gaps.Hint(own, above, below, around.ToNext))
        {
            IsOfCompany = subject.Ref != member,
            Company = subject.Ref == member ? null : subject.Name,
            Total = around.Total,
            Moved = own.Moved,
            Score = view.Format.Text(own.Score),
            Next = around.ToNext is { } gain && above is not null ? gaps.Next(gain, above, view.Name) : null,
            Effort = around.ToNext is { } effort ? effort / (decimal)Math.Max(1, own.Score) : decimal.MaxValue,
        };
    }
}

/// <summary>A member's place on a board.</summary>
/// <param name="Board">The board with the rows around the member.</param>
/// <param name="Url">The board's page.</param>
/// <param name="Rank">The rank; 0 when not listed.</param>
/// <param name="Hint">The gap to the next place, or how to get on the board.</param>
public sealed record PlaceView(BoardView Board, string Url, int Rank, string Hint)
{
    /// <summary>Whether the member is listed.</summary>
    public bool IsListed => Rank > 0;

    /// <summary>Whether it is the place of an employee's company.</summary>
    public bool IsOfCompany { get; init; }

    /// <summary>The company's name, when it is its place.</summary>
    public string? Company { get; init; }

    /// <summary>Of how many.</summary>
    public int Total { get; init; }

    /// <summary>Places gained since yesterday; null when unknown.</summary>
    public int? Moved { get; init; }

    /// <summary>The score.</summary>
    public string Score { get; init; } = "";

    /// <summary>What to do for the next place, as a sentence of its own; null at the top.</summary>
    public string? Next { get; init; }

    /// <summary>The gain needed for the next place as a part of the score; the smallest is the best next step.</summary>
    public decimal Effort { get; init; } = decimal.MaxValue;
}
