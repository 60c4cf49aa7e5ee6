using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Makes members.</summary>
internal static class People
{
    /// <summary>Part of every name, so that names can be looked for where none may be.</summary>
    public const string NameMark = "Zoé-Ünal";

    public const int Employees = 12;
    public const int Partners = 6;

    public static MemberProfile Employee(Random random, string id) => new(OwnerKind.Employee, id, $"{NameMark} {id}")
    {
        Partner = random.Next(8) == 0 ? null : Partner(random),
        Role = random.Next(3) switch { 0 => null, 1 => "senior", _ => "junior" },
    };

    public static MemberProfile Partner(Random random, string id) => new(OwnerKind.Partner, id, $"{NameMark} {id}")
    {
        Parent = random.Next(2) == 0 ? null : Partner(random),
        Region = random.Next(3) switch { 0 => null, 1 => "North", _ => "South" },
        SizeBand = random.Next(4) switch { 0 => null, 1 => "large", _ => "small" },
    };

    public static string Partner(Random random) => FormattableString.Invariant($"p{random.Next(Partners)}");

    public static string Employee(Random random) => FormattableString.Invariant($"e{random.Next(Employees)}");
}
