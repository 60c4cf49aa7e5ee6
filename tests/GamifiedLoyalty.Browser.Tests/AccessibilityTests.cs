using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GamifiedLoyalty.Browser.Tests;

public sealed class AccessibilityTests(Chromium chromium, SharedSite shared)
{
    private const string Look = """
        async () => {
          const found = await axe.run(document, { resultTypes: ['violations'] });
          return JSON.stringify(found.violations.map(v => `${v.id} ${v.nodes.map(n => `${n.target} ${n.any[0]?.message ?? n.html}`).slice(0, 3).join(' | ')}`));
        }
        """;

    private static readonly string Axe = Path.Combine(
        Folder(), "..", "..", "src", "GamifiedLoyalty.Server", "web", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    public async Task Axe_finds_nothing_on_any_page_light_and_dark(string locale)
    {
        var site = await shared.Sample;
        var axe = await File.ReadAllTextAsync(Axe);
        await using var stranger = await chromium.OpenAsync(390, 844, locale);
        await using var member = await chromium.OpenAsync(1280, 800, locale);
        await site.SignInAsync(member);
        var findings = new List<string>();
        foreach (var page in SamplePages.All)
        {
            var window = page.SignedIn ? member : stranger;
            await window.Page.GotoAsync(page.UrlOn(site));
            await window.Page.EvaluateAsync(axe + "; undefined");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var found = JsonSerializer.Deserialize<string[]>(await window.Page.EvaluateAsync<string>(Look))!;
                findings.AddRange(found.Select(f => $"{page.Name} {locale} {scheme}: {f}"));
            }
        }

        findings.ShouldBeEmpty();
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
