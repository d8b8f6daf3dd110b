using System.Net;

namespace Ledger.Host.Remote;

/// <summary>A server to act through: its address, and the key to show it.</summary>
/// <param name="Address">Ends with a slash.</param>
/// <param name="Key">The API key; null where there is none, which few answers need.</param>
sealed record ServerSite(string Address, string? Key)
{
    /// <summary>Reads what was given; what cannot be used is an input error that shows neither a key nor a password.</summary>
    public static ServerSite Parse(string url, string? key)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Query.Length + parsed.Fragment.Length + parsed.UserInfo.Length > 0)
            throw new InputException("--server (LEDGER_SERVER) is an address such as https://ledger.example:8443, without user, query or fragment.");
        if (key is not null && (key.Length == 0 || key.Any(c => !char.IsAscii(c) || char.IsWhiteSpace(c) || char.IsControl(c))))
            throw new InputException("The API key is one word of letters, digits and signs, as 'ledger keys add' or the first start of a server showed it.");
        return new(parsed.AbsoluteUri.TrimEnd('/') + "/", key);
    }

    /// <summary>Whether the key would pass over a network in the clear.</summary>
    public bool ShowsKey => Key is not null && new Uri(Address) is { Scheme: "http" } uri && !IsLocal(uri.Host);

    /// <summary>The address of a path below it. Segments must be escaped; they go out as they are, dots and all.</summary>
    public Uri At(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var given = query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}").ToArray();
        return new($"{Address}{path}{(given.Length > 0 ? "?" : "")}{string.Join('&', given)}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    static bool IsLocal(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
