using System.Security.Cryptography;
using GamifiedLoyalty.Domain.Text;
using Microsoft.Extensions.Primitives;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>What a form, or an address, asks for: a template with its inputs, or a document written by hand.</summary>
/// <param name="Id">The id of the contest to be.</param>
/// <param name="Template">The template's id.</param>
/// <param name="Inputs">Inputs by id as a person writes them, without the prefix of their fields.</param>
/// <param name="Document">The document; null with a template.</param>
internal sealed record LaunchWish(string Id, string? Template, IReadOnlyDictionary<string, string> Inputs, string? Document)
{
    private const string Prefix = "in.";
    private const int Letters = 6;

    /// <summary>Reads a form or an address. A new id is made where none, or none that can be one, is given.</summary>
    public static LaunchWish Read(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var given = fields.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        var template = given.GetValueOrDefault("template");
        var id = given.GetValueOrDefault("id");
        return new(
            id is not null && Ids.IsId(id) ? id : NewId(template ?? "contest"),
            template,
            given.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(f => f.Key[Prefix.Length..], f => f.Value, StringComparer.Ordinal),
            given.GetValueOrDefault("document"));
    }

    /// <summary>The name of an input's field.</summary>
    public static string FieldOf(string input) => Prefix + input;

    /// <summary>An id that no other contest has.</summary>
    public static string NewId(string stem) =>
        $"{(Ids.IsId(stem) ? stem : "contest")}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", Letters)}";
}
