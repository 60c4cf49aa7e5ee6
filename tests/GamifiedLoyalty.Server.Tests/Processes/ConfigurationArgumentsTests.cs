using GamifiedLoyalty.Server.CommandLine;

namespace GamifiedLoyalty.Server.Tests.Processes;

public sealed class ConfigurationArgumentsTests
{
    [Theory]
    [InlineData("serve --data d --Limits:BodyBytes=5", "serve|--data|d", "--Limits:BodyBytes=5")]
    [InlineData("serve --Limits:BodyBytes 5 --urls http://localhost:1", "serve|--urls|http://localhost:1", "--Limits:BodyBytes=5")]
    [InlineData("import a:b.csv --url=http://x:1", "import|a:b.csv|--url=http://x:1", "")]
    public void Configuration_is_told_from_commands_and_their_options(string line, string command, string configuration)
    {
        var split = ConfigurationArguments.Split(line.Split(' '));
        string.Join('|', split.Command).ShouldBe(command);
        string.Join('|', split.Configuration).ShouldBe(configuration);
    }
}
