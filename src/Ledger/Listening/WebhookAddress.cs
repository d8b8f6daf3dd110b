using System.Net;

namespace Ledger.Listening;

/// <summary>The hosts an administrator of the machine vouches for, whatever addresses they have.</summary>
/// <param name="Names">Host names or addresses, lower case.</param>
public sealed record TrustedHosts(IReadOnlySet<string> Names)
{
    /// <summary>None.</summary>
    public static TrustedHosts None { get; } = new(new HashSet<string>());

    /// <summary>Whether the host is among them.</summary>
    public bool Has(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Names.Contains(host.ToLowerInvariant());
    }
}

/// <summary>Where webhooks may be delivered.</summary>
public static class WebhookAddress
{
    /// <summary>The longest address, in characters.</summary>
    public const int LengthMax = 2048;

    /// <summary>
    /// The address, where it can be delivered to: absolute, https, without user name, password or fragment, and no literal address of a network that is not
    /// public; http and any network to trusted hosts. What a name resolves to is looked at when a connection is made, each time. The refusal does not repeat it: it may hold a secret.
    /// </summary>
    public static Outcome<Uri> Of(string text, TrustedHosts trusted)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(trusted);
        if (text.Length > LengthMax || text.Any(char.IsControl) || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.Host.Length == 0)
        {
            return Refused($"An address is an http or https URL of at most {LengthMax} characters.");
        }
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0) return Refused("An address holds no user name, password or fragment; the signature says who sends.");
        if (address.Scheme != Uri.UriSchemeHttps && !trusted.Has(address.DnsSafeHost))
            return Refused("A delivery names a person: https is needed, unless LEDGER_WEBHOOK_HOSTS names the host.");
        if (IPAddress.TryParse(address.DnsSafeHost, out var literal) && !PublicAddress.Is(literal) && !trusted.Has(address.DnsSafeHost))
            return Refused("The address is in a network that is not public, and LEDGER_WEBHOOK_HOSTS does not name it.");
        return address;
    }

    static Refusal Refused(string why) => new(ListeningRefusals.WebhookAddress, why, "$.url");
}
