using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Testing.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GamifiedLoyalty.Server.Tests.Support;

/// <summary>The whole server in this process, on a free port, with an empty data directory of its own.</summary>
public sealed class TestServer : IAsyncDisposable
{
    public const string AdminKey = "test-admin-key";

    private readonly WebApplication _app;
    private readonly bool _ownsDirectory;

    private TestServer(WebApplication app, string directory, bool ownsDirectory, CapturedLog log)
    {
        _app = app;
        _ownsDirectory = ownsDirectory;
        DataDirectory = directory;
        Log = log;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First());
        Admin = Client(AdminKey);
    }

    public Uri Address { get; }

    public string DataDirectory { get; }

    public CapturedLog Log { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The API as seen by the administrator.</summary>
    public ApiClient Admin { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="time">The clock; the machine's when null.</param>
    /// <param name="settings">Further settings such as <c>--Limits:BodyBytes=1000</c>.</param>
    /// <param name="directory">A data directory to use again; it is kept afterwards.</param>
    /// <param name="plan">What happens to commits; nothing unusual when null.</param>
    public static async Task<TestServer> StartAsync(
        TimeProvider? time = null, string[]? settings = null, string? directory = null, FaultyStore.Plan? plan = null)
    {
        var folder = directory ?? Directory.CreateTempSubdirectory("loyalty-test-").FullName;
        var log = new CapturedLog();
        string[] args =
        [
            "--Urls=http://127.0.0.1:0", $"--Data:Directory={folder}", $"--GAMIFIEDLOYALTY_ADMIN_KEY={AdminKey}",
            .. await TestStores.SettingsAsync(folder), .. settings ?? [],
        ];
        var app = ServerApp.Build(args, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            if (time is not null)
            {
                builder.Services.AddSingleton(time);
            }

            if (plan is not null)
            {
                builder.Services.AddSingleton(provider => FaultyStore.Around(TestStores.Open(provider), plan));
            }
        });
        await app.StartAsync();
        return new TestServer(app, folder, directory is null, log);
    }

    /// <summary>The API as seen by the holder of a key, or by a stranger.</summary>
    public ApiClient Client(string? key) => new(Address, key);

    /// <summary>Makes a key and returns the API as seen by its holder.</summary>
    public async Task<ApiClient> ClientWithScopeAsync(string scope, params string[] programs)
    {
        var made = await Admin.PostAsync("/api/v1/keys", new { name = scope, programs, scope });
        return Client(made.Json.GetProperty("key").GetString());
    }

    /// <summary>Makes a link for an employee, opens it, and returns the API as seen with the session.</summary>
    public async Task<ApiClient> ClientOfPersonAsync(string program, string employee) =>
        new(Address, null, await CookieOfPersonAsync(program, employee));

    /// <summary>Makes a link for an employee, opens it, and returns the cookie of the session.</summary>
    public async Task<string> CookieOfPersonAsync(string program, string employee)
    {
        var link = await Admin.PostAsync($"/api/v1/programs/{program}/employees/{employee}/link");
        return (await Client(null).GetAsync(link.Json.GetProperty("url").GetString()!)).Cookie;
    }

    /// <summary>Publishes the sample program.</summary>
    public async Task PublishAsync(string program = "acme", string? definition = null)
    {
        var answer = await Admin.SendAsync(HttpMethod.Put, $"/api/v1/programs/{program}", definition ?? Samples.Definition);
        if ((int)answer.Status is not (200 or 201))
        {
            throw new InvalidOperationException($"The definition was refused: {answer.Text}");
        }
    }

    /// <summary>Does what the signal to end does; ends when the server has stopped.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsDirectory)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}
