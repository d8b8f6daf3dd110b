using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Ledger.Host.Server;

/// <summary>Where the server is to listen: looked at before the ledger is opened, and said in words when it does not work.</summary>
static class Addresses
{
    /// <summary>Refuses what cannot be listened at; the addresses that show to the network, unencrypted, what passes over them.</summary>
    /// <exception cref="InputException">An address, or the certificate of one, cannot be used.</exception>
    public static IReadOnlyList<string> Demand(ServerSettings settings)
    {
        List<string> open = [];
        foreach (var url in settings.Urls.Split(';'))
        {
            var address = Parse(url);
            if (address.Scheme == "https" && settings.Certificate is null) throw new InputException($"{url} needs a certificate: set LEDGER_CERTIFICATE (and LEDGER_CERTIFICATE_KEY) to PEM files.");
            if (address.Scheme == "http" && !IsLocal(address)) open.Add(url);
        }
        if (settings.Certificate is { } files) ServerCertificate.Load(files.Certificate, files.Key).Own.Dispose();
        return open;
    }

    /// <summary>
    /// Refuses addresses that are taken, or not ours to take, while nothing has been made or shown yet. Each is taken and given back without being listened at, so nobody is answered; one
    /// that is lost after that is noticed by <see cref="Start"/>.
    /// </summary>
    /// <exception cref="CannotListenException">As <see cref="Start"/>.</exception>
    public static void DemandFree(ServerSettings settings)
    {
        try
        {
            foreach (var address in settings.Urls.Split(';').Select(Parse).Where(address => address.Port > 0))
                foreach (var ip in TakenFor(address.Host))
                    using (SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(ip, address.Port)))
                    {
                    }
        }
        catch (SocketException error)
        {
            throw Cannot(settings, error);
        }
    }

    /// <summary>Starts the server.</summary>
    /// <exception cref="CannotListenException">An address is taken, or is not ours to take.</exception>
    public static async Task Start(WebApplication app, ServerSettings settings, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw Cannot(settings, error);
        }
    }

    /// <summary>Where other replicas reach this one: as it is set, or else where it listens, if that is one address of one machine; null where neither says.</summary>
    public static string? Reached(ServerSettings settings, ICollection<string> urls) =>
        settings.Advertise?.GetLeftPart(UriPartial.Authority)
        ?? (urls.Count == 1 && Uri.TryCreate(urls.Single(), UriKind.Absolute, out var url) && IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip)
            && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) ? url.GetLeftPart(UriPartial.Authority) : null);

    /// <summary>The addresses that Kestrel takes for a host: of a name, all of this machine.</summary>
    static IPAddress[] TakenFor(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : host == "localhost" ? [IPAddress.Loopback]
        : [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];

    static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is "http" or "https" && address.PathBase.Length == 0 && IsHost(address.Host) && address.Port is >= 0 and <= IPEndPoint.MaxPort
                && (address.Port > 0 || address.Host != "localhost")) return address;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
        }
        throw new InputException($"'{url}' is no address to listen at; write http://127.0.0.1:8080, without a path.");
    }

    static bool IsHost(string host) => host is "*" or "+" || Uri.CheckHostName(host) != UriHostNameType.Unknown;

    /// <summary>A host name is taken for every address of this machine, so only numbers and localhost are surely its own.</summary>
    static bool IsLocal(BindingAddress address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    static CannotListenException Cannot(ServerSettings settings, Exception error) => new($"Nothing can listen at {settings.Urls}: {Why(error)}.");

    static string Why(Exception error) => error switch
    {
        IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "the address is in use",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "this account may not (ports below 1024 need a privilege)",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "it is no address of this machine",
        _ => "the system does not allow it",
    };
}

/// <summary>The server cannot listen where it was told to: exit code 3.</summary>
sealed class CannotListenException(string message) : Exception(message);
