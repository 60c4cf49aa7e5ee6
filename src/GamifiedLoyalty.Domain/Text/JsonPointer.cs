using System.Globalization;

namespace GamifiedLoyalty.Domain.Text;

/// <summary>Builds JSON pointers of RFC 6901.</summary>
public static class JsonPointer
{
    /// <summary>The pointer to a member of the object at <paramref name="parent"/>.</summary>
    public static string Member(string parent, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var escaped = name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return $"{parent}/{escaped}";
    }

    /// <summary>The pointer to an item of the array at <paramref name="parent"/>.</summary>
    public static string Item(string parent, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{parent}/{index}");
}
