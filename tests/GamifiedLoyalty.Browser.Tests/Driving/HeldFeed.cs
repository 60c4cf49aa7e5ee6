namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>Holds back what the hub tells a page, all but that it lives, and lets it come later at the pace at which it came.</summary>
internal static class HeldFeed
{
    private const string Holder = """
        {
          const held = []; let since;
          window.WebSocket = class extends WebSocket {
            constructor(...parameters) {
              super(...parameters);
              this.addEventListener('message', event => {
                if (since === undefined || !event.isTrusted || !event.data.includes('"changed"')) return;
                held.push({ socket: this, at: performance.now() - since, data: event.data });
                event.stopImmediatePropagation();
                this.dispatchEvent(new MessageEvent('message', { data: '{"type":6}\u001e' }));
              });
            }
          };
          window.holdFeed = () => { since = performance.now(); };
          window.releaseFeed = () => {
            since = undefined;
            for (const { socket, at, data } of held) setTimeout(() => socket.dispatchEvent(new MessageEvent('message', { data })), at);
            return held.length;
          };
        }
        """;

    /// <summary>Prepares a page that is not open yet.</summary>
    public static Task PrepareAsync(IPage page) => page.AddInitScriptAsync(Holder);

    public static Task HoldAsync(IPage page) => page.EvaluateAsync("holdFeed()");

    /// <summary>Lets everything come, from now on; answers how many messages that are.</summary>
    public static Task<int> ReleaseAsync(IPage page) => page.EvaluateAsync<int>("releaseFeed()");
}
