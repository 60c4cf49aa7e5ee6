using GamifiedLoyalty.Testing.Services;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>Settings that give a server an empty store; a test that cannot have it is skipped.</summary>
internal static class StoreSettings
{
    /// <summary>The settings for a provider, as command line arguments.</summary>
    public static async Task<string[]> ForAsync(string provider)
    {
        if (provider == "sqlite")
        {
            return [];
        }

        var missing = PostgreSqlServer.WhyMissing;
        Assert.SkipWhen(missing is not null, missing ?? "");
        var database = await (await PostgreSqlServer.SharedAsync()).CreateSchemaAsync();
        return ["--Storage:Provider=postgresql", $"--Storage:ConnectionString={database}"];
    }
}
