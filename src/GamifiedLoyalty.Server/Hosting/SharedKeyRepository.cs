using System.Xml.Linq;
using GamifiedLoyalty.Engine.Ports;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Keeps the keys that seal cookies where all nodes find them, so that a person may come to any node.</summary>
internal sealed class SharedKeyRepository(ISharedKeys keys) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Wait(() => keys.ReadKeysAsync(CancellationToken.None)).Select(text => XElement.Parse(text))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        Wait(async () =>
        {
            await keys.AddKeyAsync(friendlyName ?? "", element.ToString(SaveOptions.DisableFormatting), CancellationToken.None);
            return true;
        });
    }

    // The framework asks synchronously, a few times a day.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
