namespace GamifiedLoyalty.Server.Tests.Activities;

/// <summary>Waits for what another task will bring about.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()), TimeSpan.FromSeconds(30));

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        while (!await condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }
}
