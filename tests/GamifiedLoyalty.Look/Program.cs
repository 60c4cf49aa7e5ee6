using GamifiedLoyalty.Look;

// Screenshots of every page and state in every form. An argument narrows the forms, such as "390" or "dark-fr".
var folder = Path.Combine(Directory.GetCurrentDirectory(), "artifacts", "look");
var forms = Form.All.Where(f => args.All(a => f.Name.Contains(a, StringComparison.OrdinalIgnoreCase))).ToArray();
await using var browser = await RunningChromium.StartAsync();
if (browser is null || forms.Length == 0)
{
    await Console.Error.WriteLineAsync(browser is null
        ? "Chromium was not found; install it or set CHROMIUM_PATH."
        : $"No form has this name; there are: {string.Join(", ", Form.All.Select(f => f.Name))}.");
    return 1;
}

if (Directory.Exists(folder))
{
    Directory.Delete(folder, recursive: true);
}

Directory.CreateDirectory(folder);
await using var site = await SampleSite.StartAsync();
await States.FillAsync(site.Site);
var cameras = new List<Camera>();
foreach (var form in forms)
{
    var camera = await Camera.OpenAsync(browser, site, form, folder);
    cameras.Add(camera);
    foreach (var page in SamplePages.All.Concat(States.Pages).Where(p => !p.IsScreen || form.IsLarge))
    {
        await camera.TakeAsync(page);
    }

    if (form.IsLarge)
    {
        await camera.TakeCelebrationAsync($"e0{3 + (cameras.Count % 2)}", 4_000 * cameras.Count);
    }

    Console.WriteLine(form.Name);
}

foreach (var camera in cameras)
{
    await camera.PrepareLossAsync();
}

await site.Site.KillAsync();
foreach (var camera in cameras)
{
    await camera.TakeLossAsync();
    await camera.DisposeAsync();
}

ContactSheet.Write(folder);
Console.WriteLine($"{Directory.GetFiles(folder, "*.png").Length} screenshots: {Path.Combine(folder, "index.html")}");
return 0;
