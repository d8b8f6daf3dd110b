using System.Net;
using System.Net.Sockets;

namespace Ledger.Listening;

/// <summary>Which addresses are out in the world (the IANA registries of special-purpose addresses): a webhook must not reach into the operator's own network.</summary>
public static class PublicAddress
{
    static readonly IPNetwork[] NotV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>Of the global ones: protocol assignments and Teredo, documentation, 6to4, which carries any IPv4 address.</summary>
    static readonly IPNetwork[] NotV6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>Whether an address is public: neither loopback, private, link-local, shared, multicast, reserved, nor another one in disguise.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(NotV4, network => network.Contains(address))
            : address.ScopeId == 0 && Global.Contains(address) && !Array.Exists(NotV6, network => network.Contains(address));
    }
}
