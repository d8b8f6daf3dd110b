using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Ledger.Listening;

namespace Ledger.Host.Server.Listening;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">The answer's status; null where none came.</param>
/// <param name="Asked">How long the receiver asked to wait.</param>
/// <param name="Acknowledged">Whether the answer says that what was told is acknowledged.</param>
readonly record struct Attempt(int? Status, TimeSpan? Asked, bool Acknowledged = false)
{
    public bool Delivered => Status is >= 200 and < 300;

    public bool Gone => Status == 410;

    /// <summary>The receiver is asked too much: it wants everything to wait.</summary>
    public bool Throttled => Status is 429 or 503 && Asked is not null;
}

/// <summary>Whom a delivery goes to, and the secrets that sign it, the newest first.</summary>
sealed record Addressee(string Subscriber, Uri Address, IReadOnlyList<byte[]> Secrets)
{
    /// <summary>The address never prints.</summary>
    public override string ToString() => Subscriber;
}

/// <summary>
/// Posts deliveries, signed as Standard Webhooks asks. It connects to public addresses alone, as the name resolves at that very moment, unless the host is
/// trusted; follows no redirect, uses no proxy, keeps no cookie, and passes over the answer's body but for a recipient's acknowledgement. Addresses go into no
/// log, metric or trace.
/// </summary>
sealed class WebhookSender : IDisposable
{
    const int DrainBytes = 16 << 10, HeaderKibibytes = 16;

    readonly TimeProvider _clock;
    readonly ListeningSettings _settings;
    readonly TrustedHosts _trusted;
    readonly HttpClient _client;

    public WebhookSender(TimeProvider clock, ServerSettings settings, TrustedHosts trusted)
    {
        (_clock, _settings, _trusted) = (clock, settings.Listening, trusted);
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = Connect, ConnectTimeout = _settings.AnswerTimeout, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseDrainSize = DrainBytes, ResponseDrainTimeout = TimeSpan.FromSeconds(1), MaxResponseHeadersLength = HeaderKibibytes,
            ActivityHeadersPropagator = null,   // no trace: it would bear the address
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,   // each attempt has its own
        };
    }

    /// <summary>One attempt.</summary>
    /// <param name="to">Whom to, and with what it is signed.</param>
    /// <param name="index">The index of the event that is delivered, or told of.</param>
    /// <param name="body">The body, made from the journal as it is now, so that nobody is named who was forgotten meanwhile.</param>
    /// <param name="listens">Whether the answer can acknowledge what was told.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Attempt> Send(Addressee to, long index, byte[] body, bool listens, CancellationToken cancel)
    {
        using var request = Request(to.Subscriber, to.Address, to.Secrets, index, body);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_settings.AnswerTimeout);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var attempt = new Attempt((int)answer.StatusCode, Asked(answer.Headers.RetryAfter));
            return listens && attempt.Delivered && await WebhookAnswer.Acknowledges(answer, limit.Token) ? attempt with { Acknowledged = true } : attempt;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return default;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return default;
        }
    }

    public void Dispose() => _client.Dispose();

    HttpRequestMessage Request(string subscriber, Uri address, IReadOnlyList<byte[]> secrets, long index, byte[] body)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{subscriber}-{index}");
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.Add("User-Agent", "ledger");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(secrets, id, timestamp, body));
        request.Headers.Add("ledger-index", index.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    TimeSpan? Asked(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - _clock.GetUtcNow() : null);

    async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancel);
        var allowed = _trusted.Has(host) ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0) throw new HttpRequestException("The host has no address that may be delivered to.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
