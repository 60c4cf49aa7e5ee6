using System.Reflection;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Configuration;

namespace GamifiedLoyalty.Server.Tests.Security;

public sealed class AuthenticatorTests
{
    [Fact]
    public async Task A_key_revoked_while_it_is_looked_up_is_not_remembered()
    {
        var store = DispatchProxy.Create<IAccessStore, SlowStore>();
        var authenticator = new Authenticator(store, new AdminKey(new ConfigurationBuilder().Build(), store, TimeProvider.System), TimeProvider.System);
        var slow = (SlowStore)(object)store;

        var looking = authenticator.FindAsync("secret", CredentialKind.Bearer, TestContext.Current.CancellationToken);
        authenticator.Forget();
        slow.Answer.SetResult(new StoredKey("k1", "POS", [], "read", ["*"], DateTimeOffset.UnixEpoch));
        await looking;
        authenticator.FindCached("secret").ShouldBeNull();

        await authenticator.FindAsync("secret", CredentialKind.Bearer, TestContext.Current.CancellationToken);
        authenticator.FindCached("secret").ShouldNotBeNull();
    }

    /// <summary>Answers for a key when the test says so.</summary>
    public class SlowStore : DispatchProxy
    {
        public TaskCompletionSource<StoredKey?> Answer { get; } = new();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IAccessStore.FindKeyAsync) ? Answer.Task
            : targetMethod?.Name == "add_" + nameof(IAccessStore.RevokedElsewhere) ? null
            : throw new NotSupportedException(targetMethod?.Name);
    }
}
