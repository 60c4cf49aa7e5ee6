using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>The categories of products that a program speaks of: those named by its rules and boards.</summary>
internal static class ProductCategories
{
    /// <summary>All of them, possibly several times.</summary>
    public static IEnumerable<string> Of(ProgramDefinition program) =>
        program.Rules.Select(r => r.When).Concat(program.Boards.Select(b => b.Filter)).SelectMany(Of);

    private static IEnumerable<string> Of(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.SelectMany(Of),
        Condition.Any any => any.Parts.SelectMany(Of),
        Condition.Not not => Of(not.Part),
        Condition.Compare { Field.Kind: FieldKind.LineCategory, Op: ConditionOp.Eq or ConditionOp.In } compare => compare.Values.OfType<string>(),
        _ => [],
    };
}
