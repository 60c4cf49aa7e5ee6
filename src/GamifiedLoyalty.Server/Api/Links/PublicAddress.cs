using GamifiedLoyalty.Server.Hosting;

namespace GamifiedLoyalty.Server.Api.Links;

/// <summary>The addresses that links carry.</summary>
internal static class PublicAddress
{
    /// <summary>An absolute address: on the configured public base, else where the request was sent.</summary>
    public static string Of(HttpRequest request, ReachOptions reach, string path) => reach.PublicUrl is { Length: > 0 } configured
        ? configured.TrimEnd('/') + path
        : $"{request.Scheme}://{request.Host}{request.PathBase}{path}";
}
