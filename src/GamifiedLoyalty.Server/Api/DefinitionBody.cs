namespace GamifiedLoyalty.Server.Api;

/// <summary>A whole document that is put under the id of its address, or only tried with <c>dryRun</c>; or why it cannot be read.</summary>
/// <param name="Bytes">The document as sent; JSON.</param>
/// <param name="DryRun">Whether it is only tried.</param>
/// <param name="Problem">The answer when there is something wrong with the id, the body or the parameter.</param>
internal readonly record struct DefinitionBody(byte[] Bytes, bool DryRun, IResult? Problem)
{
    /// <summary>Reads id, body and parameter, in this order.</summary>
    public static async Task<DefinitionBody> ReadAsync(HttpContext http, string id)
    {
        if (RouteIds.Check(id) is { } badId)
        {
            return new([], false, badId);
        }

        var body = await JsonBody.ReadAsync(http);
        body.Document?.Dispose();
        if (body.Problem is { } unreadable)
        {
            return new([], false, unreadable);
        }

        return Query.TryFlag(http.Request, "dryRun", out var dryRun, out var problem) ? new(body.Bytes, dryRun, null) : new([], false, problem);
    }
}
