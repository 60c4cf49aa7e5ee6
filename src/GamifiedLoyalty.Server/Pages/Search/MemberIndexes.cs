using System.Runtime.CompilerServices;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Pages.Search;

/// <summary>The index of each program that is searched; it ends with the members it is of.</summary>
internal sealed class MemberIndexes(TimeProvider time)
{
    private readonly ConditionalWeakTable<MemberDirectory, Lazy<MemberIndex>> _indexes = [];

    /// <summary>The index of a program's members, made when it is first asked for.</summary>
    public MemberIndex Of(MemberDirectory members) =>
        _indexes.GetValue(members, m => new Lazy<MemberIndex>(() => new MemberIndex(m, time))).Value;
}
