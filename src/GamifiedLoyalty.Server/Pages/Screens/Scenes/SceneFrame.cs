using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Screens.Scenes;

/// <summary>What the scenes of one screen have in common while they are read.</summary>
/// <param name="Engine">The program.</param>
/// <param name="Screen">The screen's id.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Language">The language of its texts.</param>
/// <param name="IsRehearsal">Whether names and numbers are invented: then no real ones are read.</param>
/// <param name="Now">The instant at which they are read.</param>
/// <param name="Absolute">Makes an absolute address of a path.</param>
/// <param name="ShortAddress">The address that a person types.</param>
internal sealed record SceneFrame(
    ProgramEngine Engine, string Screen, ScreenSettings Settings, PageLanguage Language, bool IsRehearsal, DateTimeOffset Now,
    Func<string, string> Absolute, string ShortAddress)
{
    /// <summary>The program.</summary>
    public ProgramDefinition Definition => Engine.Current.Definition;

    /// <summary>The names that the screen shows.</summary>
    public ScreenNames Names { get; } = new(Engine.Members, Settings.Audience);

    /// <summary>The hub's channel of a board as this screen may follow it.</summary>
    public string ChannelOf(ScreenBoard board) => Settings.Audience.IsEveryone ? board.Channel : $"screen/{Screen}/{board.Channel}";
}
