using System.Globalization;

namespace GamifiedLoyalty.Look;

/// <summary>How a page is looked at.</summary>
internal sealed record Form(int Width, int Height, ColorScheme Scheme, string Language)
{
    public static IReadOnlyList<Form> All { get; } =
    [
        .. from size in new[] { (390, 844), (1280, 800), (1920, 1080) }
           from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
           from language in new[] { "en", "fr" }
           select new Form(size.Item1, size.Item2, scheme, language),
    ];

    /// <summary>The name in file names, such as <c>390-light-en</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Width}-{Scheme}-{Language}").ToLowerInvariant();

    public bool IsLarge => Width == 1920;

    public BrowserNewContextOptions Options => new()
    {
        ViewportSize = new() { Width = Width, Height = Height },
        ColorScheme = Scheme,
        Locale = Language,
        ReducedMotion = ReducedMotion.Reduce,
    };
}
