using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Contests.Participants;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>What the page of a contest draws of its format, in words and shapes; a closed set.</summary>
public abstract record FormatPicture
{
    private FormatPicture()
    {
    }

    /// <summary>A knockout.</summary>
    /// <param name="Path">The viewer's way through it; empty for who is not in it.</param>
    /// <param name="Rounds">The rounds that are drawn as a tree, earliest first.</param>
    /// <param name="Earlier">Rounds with too many matches for a tree, without byes.</param>
    public sealed record Tree(IReadOnlyList<PathStep> Path, IReadOnlyList<TreeRound> Rounds, IReadOnlyList<TreeRound> Earlier) : FormatPicture;

    /// <summary>A ladder of milestones.</summary>
    /// <param name="Next">What is next, by how much; null for who does not take part.</param>
    /// <param name="Steps">The steps, lowest first.</param>
    public sealed record Ladder(string? Next, IReadOnlyList<LadderStep> Steps) : FormatPicture;

    /// <summary>A target.</summary>
    /// <param name="Own">The viewer's own; null for who has none.</param>
    /// <param name="Reached">How many have reached theirs; null while that is secret.</param>
    public sealed record Target(TargetBar? Own, string? Reached) : FormatPicture;

    /// <summary>Companies per head.</summary>
    /// <param name="Minimum">How many employees a company needs, in words.</param>
    /// <param name="TooSmall">Companies that are not ranked, and why.</param>
    public sealed record Teams(string Minimum, IReadOnlyList<ContestRule> TooSmall) : FormatPicture;

    /// <summary>An elimination.</summary>
    /// <param name="Cut">The next cut; null when none is ahead.</param>
    /// <param name="Still">How many are still in, in words.</param>
    /// <param name="Own">Where the viewer stands, in words; null for who does not take part.</param>
    /// <param name="Field">Everybody, as far as they can be drawn.</param>
    /// <param name="InDanger">Who would leave now, with the score of the round.</param>
    /// <param name="Safe">What it takes to stay; null when nobody is in danger.</param>
    /// <param name="Gone">Who left when, latest first.</param>
    public sealed record Cuts(
        NextRound? Cut, string Still, OwnSafety? Own, IReadOnlyList<FieldToken> Field, IReadOnlyList<PersonScore> InDanger, string? Safe, IReadOnlyList<ContestRule> Gone)
        : FormatPicture;

    /// <summary>King of the hill.</summary>
    /// <param name="Kings">Who holds the crown now; several where equals share it.</param>
    /// <param name="Since">Since when, in words; null while nobody does.</param>
    /// <param name="Held">How often the viewer held it, in words; null for who does not take part.</param>
    /// <param name="Round">The running round; null when none runs.</param>
    /// <param name="Leaders">Who leads the running round.</param>
    /// <param name="Behind">How far the viewer is behind them, in words; null when there is nothing to say.</param>
    /// <param name="Reigns">The latest rounds, oldest first.</param>
    public sealed record Hill(
        IReadOnlyList<Person> Kings, string? Since, string? Held, NextRound? Round, IReadOnlyList<PersonScore> Leaders, string? Behind, IReadOnlyList<Reign> Reigns)
        : FormatPicture;

    /// <summary>Duels.</summary>
    /// <param name="Own">Those of the viewer, undecided ones first.</param>
    /// <param name="Others">Some of those of others.</param>
    /// <param name="More">How many are not shown, in words; null when all are.</param>
    /// <param name="Opponents">Whom the viewer may invite; null for who cannot now.</param>
    public sealed record Duels(IReadOnlyList<DuelCard> Own, IReadOnlyList<DuelCard> Others, string? More, OpponentChoice? Opponents) : FormatPicture;

    /// <summary>A raffle.</summary>
    /// <param name="Tickets">The viewer's tickets in words; null for who has no row.</param>
    /// <param name="Chance">The chance in words; null where it cannot be told.</param>
    /// <param name="Next">The way to the next ticket; null when none can be won.</param>
    /// <param name="How">How the draw goes, sentence by sentence.</param>
    /// <param name="Drawn">Who was drawn, in order; empty before.</param>
    /// <param name="Proof">What a draw is checked with.</param>
    public sealed record Drum(
        string? Tickets, string? Chance, ProgressBar? Next, IReadOnlyList<string> How, IReadOnlyList<Person> Drawn, DrawProof? Proof) : FormatPicture;
}

/// <summary>Somebody in a picture.</summary>
/// <param name="Subject">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="IsOwn">Whether it is the viewer.</param>
public sealed record Person(string Subject, string Name, bool IsOwn);

/// <summary>Somebody with a score in words.</summary>
/// <param name="Who">Who.</param>
/// <param name="Score">The score.</param>
public sealed record PersonScore(Person Who, string Score);

/// <summary>A running round, or the first one.</summary>
/// <param name="Title">Its name with what happens at its end.</param>
/// <param name="Countdown">The time left; null when it is over.</param>
public sealed record NextRound(string Title, Countdown? Countdown);

/// <summary>A bar.</summary>
/// <param name="Text">What it shows, in words.</param>
/// <param name="Confirmed">Its confirmed part as a width.</param>
/// <param name="Provisional">Its provisional part as a width.</param>
public sealed record ProgressBar(string Text, string Confirmed, string Provisional);

/// <summary>A round of the viewer's way through a knockout.</summary>
/// <param name="Round">Its name.</param>
/// <param name="When">Its time.</param>
/// <param name="State"><c>won</c>, <c>lost</c>, <c>running</c> or <c>next</c>.</param>
/// <param name="Text">What happens.</param>
/// <param name="Score">Both scores; null before it began.</param>
public sealed record PathStep(string Round, string When, string State, string Text, string? Score);

/// <summary>A round of a knockout.</summary>
/// <param name="Title">Its name.</param>
/// <param name="When">Its time.</param>
/// <param name="Matches">Its matches from top to bottom.</param>
public sealed record TreeRound(string Title, string When, IReadOnlyList<TreeMatch> Matches);

/// <summary>A match of a knockout.</summary>
/// <param name="State">The word of its state, for styles.</param>
/// <param name="Said">Its state, for readers.</param>
/// <param name="First">One side.</param>
/// <param name="Second">The other side; in a bye, words that say so.</param>
public sealed record TreeMatch(string State, string Said, TreeSide First, TreeSide Second)
{
    /// <summary>Whether the viewer is in it.</summary>
    public bool IsOwn => First.IsOwn || Second.IsOwn;

    /// <summary>Whether the first goes on without an opponent.</summary>
    public bool IsBye { get; init; }
}

/// <summary>A side of a match.</summary>
/// <param name="Name">The name; words while it is not known.</param>
/// <param name="Score">The score; null before it began.</param>
/// <param name="HasWon">Whether it won; null while that is open.</param>
/// <param name="IsKnown">Whether it is somebody.</param>
/// <param name="IsOwn">Whether it is the viewer.</param>
public sealed record TreeSide(string Name, string? Score, bool? HasWon, bool IsKnown, bool IsOwn);

/// <summary>A step of a ladder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">The score that reaches it.</param>
/// <param name="Prize">What it wins; null when nothing.</param>
/// <param name="State"><c>reached</c>, <c>next</c> or <c>ahead</c>.</param>
/// <param name="Said">The state in words, with what is left.</param>
/// <param name="Others">How many have reached it, in words; null while that is secret.</param>
/// <param name="Shape">Where it is drawn.</param>
public sealed record LadderStep(string Name, string At, string? Prize, string State, string? Said, string? Others, StairShape Shape);

/// <summary>A stair, in percent of the picture.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Middle">Its middle.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Height">Its height.</param>
/// <param name="FillTop">The upper edge of what is reached of it.</param>
/// <param name="Fill">The height of what is reached of it.</param>
public sealed record StairShape(string X, string Width, string Middle, string Top, string Height, string FillTop, string Fill);

/// <summary>A target of one's own.</summary>
/// <param name="Score">The score.</param>
/// <param name="Bar">The target.</param>
/// <param name="IsReached">Whether it is reached.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Why">Where the target comes from, sentence by sentence.</param>
public sealed record TargetBar(string Score, string Bar, bool IsReached, ProgressBar Progress, IReadOnlyList<string> Why);

/// <summary>Whether the viewer would stay in an elimination.</summary>
/// <param name="State"><c>safe</c>, <c>danger</c> or <c>out</c>.</param>
/// <param name="Text">The same in words, with the distance.</param>
public sealed record OwnSafety(string State, string Text);

/// <summary>One of the field of an elimination.</summary>
/// <param name="Who">Who.</param>
/// <param name="State"><c>in</c>, <c>danger</c> or <c>out</c>.</param>
public sealed record FieldToken(Person Who, string State);

/// <summary>A round of king of the hill.</summary>
/// <param name="Title">Its name with its time.</param>
/// <param name="Number">Its number.</param>
/// <param name="Who">Who took the crown, or leads; null when nobody scored.</param>
/// <param name="IsRunning">Whether it runs.</param>
public sealed record Reign(string Title, string Number, Person? Who, bool IsRunning);

/// <summary>A duel.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State">The word of its state, for styles.</param>
/// <param name="Said">Where it is, in words.</param>
/// <param name="First">Who invited.</param>
/// <param name="Second">Who was invited.</param>
/// <param name="Share">The part of both scores that is the first one's, as a width; null before it counts.</param>
public sealed record DuelCard(int Number, string State, string Said, DuelSide First, DuelSide Second, string? Share)
{
    /// <summary>Whether the viewer is invited and can accept.</summary>
    public bool MayAccept { get; init; }
}

/// <summary>A side of a duel.</summary>
/// <param name="Who">Who.</param>
/// <param name="Score">The score; null before it counts.</param>
/// <param name="HasWon">Whether it won.</param>
public sealed record DuelSide(Person Who, string? Score, bool HasWon);

/// <summary>Whom the viewer may invite to a duel.</summary>
/// <param name="Choices">Some of them, by name.</param>
/// <param name="IsMany">Whether there are more than can be listed, so that a search helps.</param>
/// <param name="Typed">What was searched for; null when nothing was.</param>
public sealed record OpponentChoice(IReadOnlyList<OpponentName> Choices, bool IsMany, string? Typed);

/// <summary>Somebody who may be invited.</summary>
/// <param name="Subject">The id.</param>
/// <param name="Name">The name, with the company.</param>
public sealed record OpponentName(string Subject, string Name);

/// <summary>What a draw is checked with.</summary>
/// <param name="SeedHash">SHA-256 of the seed, published before.</param>
/// <param name="Seed">The seed; null while it is secret.</param>
/// <param name="Certificate">The address of the certificate; null while it is secret, and for those who may not read it.</param>
public sealed record DrawProof(string SeedHash, string? Seed, string? Certificate);
