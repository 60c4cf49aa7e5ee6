using GamifiedLoyalty.Server.Hosting;

await using var app = ServerApp.Build(args);
await app.RunAsync();
