using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Changes what the web server limits for one request.</summary>
internal static class BodyLimits
{
    /// <summary>
    /// Leaves the size to the handler, which stops reading by itself. A web server's own limit would drop the connection
    /// before a client that is still sending can see why.
    /// </summary>
    public static void Lift(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    /// <summary>Lets a stream be as long and as slow, in both directions, as its client is.</summary>
    public static void LiftForStream(HttpContext http)
    {
        Lift(http);
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } incoming)
        {
            incoming.MinDataRate = null;
        }

        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } outgoing)
        {
            outgoing.MinDataRate = null;
        }
    }
}
