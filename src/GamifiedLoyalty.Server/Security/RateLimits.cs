using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Pages;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Security;

/// <summary>The rate limits of the server.</summary>
internal sealed class RateLimits(IOptions<LimitsOptions> options, TimeProvider time)
{
    /// <summary>Requests of each key.</summary>
    public RateGate Keys { get; } = new(time, TimeSpan.FromSeconds(1), options.Value.RequestsPerSecondPerKey);

    /// <summary>Wrong credentials from each address.</summary>
    public RateGate Failures { get; } = new(time, TimeSpan.FromMinutes(1), options.Value.FailedAuthenticationsPerMinute);

    /// <summary>Personal links opened from each address.</summary>
    public RateGate LinkEntries { get; } = new(time, TimeSpan.FromMinutes(1), options.Value.LinkEntriesPerMinute);

    /// <summary>The address that a request comes from, as text.</summary>
    public static string Origin(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>Answers 429 with <c>Retry-After</c>.</summary>
    public static Task RefuseAsync(HttpContext http, RateGate gate)
    {
        http.Response.Headers.RetryAfter = gate.RetryAfterSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        const int Status = StatusCodes.Status429TooManyRequests;
        var fault = new Fault("tooManyRequests", "Too many requests; try again later.");
        return AccessMiddleware.IsApi(http.Request) ? Problems.WriteAsync(http, Status, fault) : PageErrors.WriteAsync(http, Status, fault);
    }
}
