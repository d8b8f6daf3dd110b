using Ledger.Host.Server.Identity;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ledger.Host.Web.Session;

/// <summary>What the issuer says of itself, read once for tokens and for signing in.</summary>
sealed class IssuerDocument(IssuerKeys keys) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => keys.Document(cancel).AsTask();

    /// <summary>Nothing to do: whoever looks at a token of an unknown key has had it read again.</summary>
    public void RequestRefresh()
    {
    }
}
