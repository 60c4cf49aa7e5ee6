using System.Net.Http.Headers;
using GamifiedLoyalty.Server.Tests.Challenges;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed class SponsorTests : IAsyncLifetime
{
    private const string Picture = $"{ContestWorld.Api}/sponsors/northwind/picture";
    private const string Page = "/p/acme/sponsors";
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];
    private static readonly byte[] Jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];

    private ContestWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await ContestWorld.StartAsync(visibility: "members");

    [Fact]
    public async Task A_picture_is_put_served_replaced_and_removed()
    {
        var (code, first) = await PutAsync(Png, "image/png");
        code.ShouldBe(201);
        var url = first.GetProperty("url").GetString()!;
        var served = await _world.Server.Admin.Http.GetAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken);
        (await served.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(Png);
        served.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        served.Headers.CacheControl!.ToString().ShouldBe("max-age=31536000, private, immutable", StringCompareShould.IgnoreCase);
        served.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        (await _world.Server.Admin.SendAsync(HttpMethod.Get, url, null, "image/png", ("If-None-Match", served.Headers.ETag!.Tag))).Code.ShouldBe(304);

        // Strangers see nothing of a program that is for its members.
        (await _world.Server.Client(null).GetAsync(url)).Code.ShouldBe(404);

        (code, var second) = await PutAsync(Jpeg, "image/jpeg");
        code.ShouldBe(200);
        second.GetProperty("type").GetString().ShouldBe("image/jpeg");
        (await _world.Server.Admin.GetAsync(url)).Code.ShouldBe(404);
        (await _world.GetAsync("sponsors")).Json.GetProperty("items")[0].GetProperty("url").GetString().ShouldBe(second.GetProperty("url").GetString());

        (await _world.Server.Admin.DeleteAsync(Picture)).Code.ShouldBe(204);
        (await _world.Server.Admin.GetAsync(second.GetProperty("url").GetString()!)).Code.ShouldBe(404);
        (await _world.Server.Admin.DeleteAsync(Picture)).Problem.ShouldBe("unknownPicture");
        (await _world.GetAsync("sponsors")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called()
    {
        var (code, problem) = await PutAsync("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "image/png");
        (code, problem.GetProperty("code").GetString()).ShouldBe((422, "badPicture"));
        (code, problem) = await PutAsync(Png, "image/svg+xml");
        (code, problem.GetProperty("code").GetString()).ShouldBe((415, "unsupportedMediaType"));
        (code, problem) = await PutAsync([.. Png, .. new byte[512 * 1024]], "image/png");
        (code, problem.GetProperty("code").GetString()).ShouldBe((413, "tooLarge"));
        (await _world.GetAsync("sponsors")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_sponsors_picture_is_in_its_scene_and_on_its_contest_and_a_change_renews_the_screen()
    {
        var url = (await PutAsync(Png, "image/png")).Json.GetProperty("url").GetString()!;
        (await _world.Server.Admin.PutAsync($"{ContestWorld.Api}/screens/s1", new { scenes = new object[] { new { type = "sponsor", text = "Northwind", sponsor = "northwind" } } })).Code.ShouldBe(201);
        var link = new Uri((await _world.PostAsync("screens/s1/link")).Json.GetProperty("url").GetString()!);

        var screen = (await _world.Server.Client(null).GetAsync(link.PathAndQuery)).Text;
        var key = link.Query[1..];
        screen.ShouldContain($"src=\"{url}?{key}\"");
        (await _world.Server.Client(null).GetAsync($"{url}?{key}")).Code.ShouldBe(200);

        var other = (await PutAsync(Jpeg, "image/jpeg")).Json;
        screen = (await _world.Server.Client(null).GetAsync(link.PathAndQuery)).Text;
        screen.ShouldContain(other.GetProperty("url").GetString()!);
        screen.ShouldContain($"data-revision=\"{other.GetProperty("version").GetInt64()}\"");

        await _world.OpenAsync("c1", ContestWorld.Sprint.Replace("\"currency\": \"points\", \"budget\"", "\"currency\": \"points\", \"sponsor\": \"northwind\", \"budget\"", StringComparison.Ordinal));
        (await (await _world.Server.ClientOfPersonAsync("acme", "e1")).GetAsync("/p/acme/contests/c1")).Text.ShouldContain($"<img class=\"sponsor-mark__picture\" src=\"{other.GetProperty("url").GetString()}\"");
    }

    [Fact]
    public async Task A_manager_uploads_and_removes_it_on_a_page()
    {
        var browser = new FormBrowser(_world.Server, Page);
        (await browser.SendAsync(null)).Code.ShouldBe(401);
        (await browser.SendAsync($"do=enter&key={TestServer.AdminKey}")).Code.ShouldBe(303);

        (await browser.UploadAsync("picture", Png, ("do", "put"), ("sponsor", "northwind"))).Code.ShouldBe(303);
        var page = (await browser.SendAsync(null, at: $"{Page}?done=picture")).Text;
        page.ShouldContain("The picture is stored");
        page.ShouldContain("<img class=\"sponsors__picture\" src=\"/p/acme/sponsors/northwind/");
        var refused = await browser.UploadAsync("picture", "GIF89a"u8.ToArray(), ("do", "put"), ("sponsor", "northwind"));
        (refused.Code, refused.Text.Contains("no PNG, JPEG or WebP", StringComparison.Ordinal)).ShouldBe((422, true));
        (await browser.UploadAsync("picture", [.. Png, .. new byte[600_000]], ("do", "put"), ("sponsor", "northwind"))).Code.ShouldBe(413);
        (await browser.UploadAsync("picture", Png, ("do", "put"), ("sponsor", "no way"))).Code.ShouldBe(422);

        (await browser.SendAsync("do=remove&sponsor=northwind")).Code.ShouldBe(303);
        (await browser.SendAsync(null)).Text.ShouldNotContain("sponsors__picture");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task<(int Code, System.Text.Json.JsonElement Json)> PutAsync(byte[] file, string mediaType)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var answer = await _world.Server.Admin.Http.PutAsync(new Uri(Picture, UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ((int)answer.StatusCode, json.RootElement.Clone());
    }
}
