global using GamifiedLoyalty.Browser.Tests.Driving;
global using Microsoft.Playwright;
global using Shouldly;
global using Xunit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(GamifiedLoyalty.Browser.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(GamifiedLoyalty.Browser.Tests.SharedSite))]
