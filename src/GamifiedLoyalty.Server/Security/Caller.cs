using System.Security.Claims;

namespace GamifiedLoyalty.Server.Security;

/// <summary>What kind of caller makes a request.</summary>
internal enum CallerKind
{
    /// <summary>Nobody that is known.</summary>
    Anonymous,

    /// <summary>The holder of an API key.</summary>
    Key,

    /// <summary>An employee with a session.</summary>
    Person,

    /// <summary>A large screen with its link.</summary>
    Screen,
}

/// <summary>How much a key may do; each includes the ones before.</summary>
internal enum KeyScope
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read.</summary>
    Read,

    /// <summary>Record activities and set members.</summary>
    Write,

    /// <summary>Publish definitions, make keys and the like.</summary>
    Manage,
}

/// <summary>Who makes a request and what they may do.</summary>
/// <param name="Actor">The name in the log and audit trail, such as <c>key:k1</c> or <c>employee:e1</c>.</param>
/// <param name="Kind">What kind of caller.</param>
/// <param name="Scope">For keys, how much; otherwise <see cref="KeyScope.None"/>.</param>
/// <param name="Programs">The programs concerned, or <c>*</c>.</param>
/// <param name="Subject">The employee's id of a person, the screen's id of a screen.</param>
internal sealed record Caller(string Actor, CallerKind Kind, KeyScope Scope, IReadOnlyList<string> Programs, string? Subject)
{
    /// <summary>Nobody that is known.</summary>
    public static Caller Anonymous { get; } = new("anonymous", CallerKind.Anonymous, KeyScope.None, [], null);

    /// <summary>The caller that authentication found; <see cref="Anonymous"/> when it found none.</summary>
    public static Caller From(ClaimsPrincipal? principal) => (principal as CallerPrincipal)?.Caller ?? Anonymous;

    /// <summary>Whether the caller may see boards of a program: keys, its persons and its screens.</summary>
    public bool MayRead(string program) => Kind != CallerKind.Anonymous && Concerns(program)
        && (Kind != CallerKind.Key || Scope >= KeyScope.Read);

    /// <summary>Whether the caller is a key that may read everything of a program.</summary>
    public bool MayReadAll(string program) => Scope >= KeyScope.Read && Concerns(program);

    /// <summary>Whether the caller may record activities and set members.</summary>
    public bool MayWrite(string program) => Scope >= KeyScope.Write && Concerns(program);

    /// <summary>Whether the caller may change definitions, screens and access.</summary>
    public bool MayManage(string program) => Scope >= KeyScope.Manage && Concerns(program);

    /// <summary>Whether the caller is this employee of this program.</summary>
    public bool IsPerson(string program, string employeeId) =>
        Kind == CallerKind.Person && Concerns(program) && string.Equals(Subject, employeeId, StringComparison.Ordinal);

    /// <summary>Whether the caller is this screen of this program.</summary>
    public bool IsScreen(string program, string screenId) =>
        Kind == CallerKind.Screen && Concerns(program) && string.Equals(Subject, screenId, StringComparison.Ordinal);

    /// <summary>Whether the caller has to do with a program at all.</summary>
    public bool Concerns(string program)
    {
        foreach (var own in Programs)
        {
            if (own == "*" || string.Equals(own, program, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A principal that carries its <see cref="Security.Caller"/>, so that no request parses claims.</summary>
internal sealed class CallerPrincipal(Caller caller)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Actor)], AccessScheme.Name))
{
    /// <summary>Who it is.</summary>
    public Caller Caller { get; } = caller;
}

/// <summary>The name of the one authentication scheme.</summary>
internal static class AccessScheme
{
    /// <summary>Its name.</summary>
    public const string Name = "Access";
}
