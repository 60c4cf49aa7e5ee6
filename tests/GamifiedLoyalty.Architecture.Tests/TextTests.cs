using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Architecture.Tests;

public sealed partial class TextTests
{
    private static readonly string[] Languages = [".fr"];

    public static TheoryData<string> Resources() =>
        [.. Repository.Files.Where(f => f.EndsWith(".resx", StringComparison.Ordinal) && !Languages.Any(l => f.EndsWith($"{l}.resx", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_language_says_everything_once_with_the_same_places(string resource)
    {
        var own = TextsOf(resource);
        own.ShouldNotBeEmpty();
        foreach (var language in Languages)
        {
            var other = TextsOf(Path.ChangeExtension(resource, null) + $"{language}.resx");
            other.Keys.ShouldBe(own.Keys, ignoreOrder: true);
            own.Keys.Where(k => !PlacesOf(own[k]).SetEquals(PlacesOf(other[k]))).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_fault_of_a_contest_s_document_has_a_sentence_on_the_launch_page()
    {
        var codes = ReadersOfContests().SelectMany(f => FaultCode().Matches(Repository.Read(f))).Select(m => m.Groups["code"].Value).ToHashSet(StringComparer.Ordinal);
        var texts = TextsOf(Repository.Files.Single(f => f.EndsWith("Localization/LaunchTexts.resx", StringComparison.Ordinal)));

        codes.Count.ShouldBeGreaterThan(35);
        codes.Where(c => !texts.ContainsKey($"Wrong.{c}")).ShouldBeEmpty();
        texts.Keys.Where(k => k.StartsWith("Wrong.", StringComparison.Ordinal)).Select(k => k.Split('.')[1]).Where(c => !codes.Contains(c)).ShouldBeEmpty();
    }

    [Fact]
    public void Components_hold_no_text_of_their_own() =>
        Repository.Files
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(f => VisibleTexts(Repository.Read(f)).Select(text => $"{f}: {text}"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("<p>@T[\"A\"]</p><b title=\"@x\">@(a > b ? c : d)</b><i>{@n} · 3</i>", 0)]
    [InlineData("@switch (kind)\n{\n  case \"a\":\n    <p>&nbsp;*</p>\n    break;\n  default:\n    <b>@x</b>\n    break;\n}", 0)]
    [InlineData("<p>Hello @name</p>", 1)]
    [InlineData("<input placeholder=\"Type here\" />", 1)]
    public void Text_in_markup_is_noticed(string markup, int texts) => VisibleTexts(markup).Count().ShouldBe(texts);

    /// <summary>The readers of contests, and what they share with those of programs.</summary>
    private static IEnumerable<string> ReadersOfContests()
    {
        string[] onlyOfPrograms = ["BoardReader.cs", "FormulaReader.cs", "ImportReader.cs", "MoneyReader.cs", "RuleReader.cs", "RuleReferences.cs"];
        return Repository.Files.Where(f => f.Contains("GamifiedLoyalty.Domain/Challenges/Reading/", StringComparison.Ordinal)
            || (f.Contains("GamifiedLoyalty.Domain/Programs/Reading/", StringComparison.Ordinal) && !onlyOfPrograms.Contains(Path.GetFileName(f), StringComparer.Ordinal)));
    }

    private static Dictionary<string, string> TextsOf(string resource) => XDocument.Parse(Repository.Read(resource)).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static HashSet<string> PlacesOf(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    /// <summary>Words between tags and in the attributes that are read out, after taking away everything that is code.</summary>
    private static IEnumerable<string> VisibleTexts(string component)
    {
        var markup = Code().Replace(component, "");
        for (var before = ""; before != markup;)
        {
            before = markup;
            markup = Parenthesis().Replace(markup, "");
        }

        var spoken = Spoken().Matches(markup).Select(m => m.Groups["text"].Value);
        var between = Between().Matches(markup).Select(m => m.Groups["text"].Value);
        return spoken.Concat(between).Select(t => Expression().Replace(t, "").Trim()).Where(t => Word().IsMatch(t));
    }

    /// <summary>The code is the word before the sentence; a word before it is the field.</summary>
    [GeneratedRegex("""(?:Fault(?:At)?\(\s*(?:[\w\[\]]+,\s*|\$?"[^"]*",\s*)?"(?<code>\w+)",\s*(?:\$?"|Invariant|FormattableString|exclusive|Describe))|Word\("(?<code>\w+)",""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex FaultCode();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 5_000)]
    private static partial Regex Place();

    [GeneratedRegex(@"@code\s*\{[\s\S]*\z|@\*[\s\S]*?\*@|&\w+;|^\s*@(using|inject|typeparam|inherits)\b.*$|^\s*(@?(if|else if|foreach|for|switch)\b.*|else|case .*:|default:|break;|@?\{|\}|var .*;|[\w.]+\(.*\);)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]", RegexOptions.None, 5_000)]
    private static partial Regex Parenthesis();

    [GeneratedRegex("\\b(?:aria-label|title|placeholder|alt|aria-description)=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Spoken();

    [GeneratedRegex(@">(?<text>[^<>{}]*)<", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"@[\w.!?]*", RegexOptions.None, 5_000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.None, 5_000)]
    private static partial Regex Word();
}
