namespace GamifiedLoyalty.Server.Api;

/// <summary>Chooses a language by <c>Accept-Language</c>.</summary>
internal static class Languages
{
    /// <summary>The best of the offered languages, of which the first is the default.</summary>
    public static string Choose(HttpRequest request, IReadOnlyList<string> offered)
    {
        if (request.Headers.AcceptLanguage.Count == 0)
        {
            return offered[0];
        }

        var wanted = request.GetTypedHeaders().AcceptLanguage;
        foreach (var want in wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1))
        {
            var language = want.Value.ToString();
            if ((Find(offered, language) ?? Find(offered, language.Split('-', 2)[0])) is { } found)
            {
                return found;
            }
        }

        return offered[0];
    }

    private static string? Find(IReadOnlyList<string> offered, string language) =>
        offered.FirstOrDefault(o => string.Equals(o, language, StringComparison.OrdinalIgnoreCase))
        ?? offered.FirstOrDefault(o => string.Equals(o.Split('-', 2)[0], language, StringComparison.OrdinalIgnoreCase));
}
