using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Api.Screens.Scenes;

/// <summary>What scenes may name: a program's boards and periods, and its contests.</summary>
/// <param name="Definition">The program.</param>
/// <param name="HasChallenge">Whether a contest exists.</param>
internal sealed record SceneContext(ProgramDefinition Definition, Predicate<string> HasChallenge)
{
    /// <summary>What there is in a program now.</summary>
    public static SceneContext Of(ProgramEngine engine) => new(engine.Current.Definition, id => engine.FindChallenge(id) is not null);
}
