using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace GamifiedLoyalty.Server.Operations;

/// <summary>
/// What operator endpoints demand: the token of this run, which only the owner of the data directory can read, from this
/// machine.
/// </summary>
internal sealed class OperatorAccess
{
    /// <summary>The header that carries the token; not the one of API keys, which the token is none of.</summary>
    public const string Header = "X-Operator-Token";

    private readonly byte[] _token;

    /// <summary>Makes a token for this run.</summary>
    public OperatorAccess()
    {
        Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _token = Encoding.ASCII.GetBytes(Token);
    }

    /// <summary>The token.</summary>
    public string Token { get; }

    /// <summary>Whether a request may operate the server.</summary>
    public bool Allows(HttpContext http)
    {
        var sent = Encoding.UTF8.GetBytes(http.Request.Headers[Header].ToString());
        return http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && CryptographicOperations.FixedTimeEquals(sent, _token);
    }
}
