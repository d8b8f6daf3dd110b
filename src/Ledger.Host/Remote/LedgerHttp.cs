using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Host.Documents;

namespace Ledger.Host.Remote;

/// <summary>
/// Requests to a ledger's server and what its answers mean: a 4xx is a refusal as the ledger itself gives it, everything else that is no answer ends the
/// command. What the server says it did not do (429, 503) is sent again for a while; what got lost only where sending it again is safe.
/// </summary>
sealed class LedgerHttp(ServerSite site, TimeProvider clock) : IDisposable
{
    /// <summary>Says why.</summary>
    public const string PurposeHeader = "X-Purpose";

    /// <summary>How long something is sent again before it is given up: what may be lost, and what was refused for now.</summary>
    static readonly TimeSpan LostMax = TimeSpan.FromSeconds(60), RefusedMax = TimeSpan.FromSeconds(10);

    static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(100), RestMax = TimeSpan.FromSeconds(5), Connecting = TimeSpan.FromSeconds(10);

    readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = Connecting, AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { Authorization = site.Key is { } key ? new AuthenticationHeaderValue("Bearer", key) : null },
    };

    public ServerSite Site { get; } = site;

    /// <summary>Asks for a document.</summary>
    public Task<Outcome<T>> Get<T>(Uri address, CancellationToken cancel) => Ask<T>(() => new(HttpMethod.Get, address), repeatable: false, cancel);

    /// <summary>Sends a request and reads the document it is answered with; each attempt makes its own.</summary>
    /// <param name="make">Makes the request.</param>
    /// <param name="repeatable">Whether it may be sent again when nobody knows what became of it.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<Outcome<T>> Ask<T>(Func<HttpRequestMessage> make, bool repeatable, CancellationToken cancel)
    {
        return await Send(make, repeatable, async response => await response.Content.ReadFromJsonAsync<T>(DocumentJson.Options, cancel) ?? throw new JsonException(), cancel);
    }

    /// <summary>Sends a request and takes what it is answered with.</summary>
    public async Task<Outcome<T>> Send<T>(Func<HttpRequestMessage> make, bool repeatable, Func<HttpResponseMessage, Task<T>> take, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        for (var rest = RestMin; ; rest = rest * 2 < RestMax ? rest * 2 : RestMax)
        {
            var waited = clock.GetElapsedTime(started);
            try
            {
                using var request = make();
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                if (response.IsSuccessStatusCode) return await take(response);
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) || waited > (repeatable ? LostMax : RefusedMax))
                    return await Refused(response, cancel);
                rest = response.Headers.RetryAfter?.Delta is { } told && told < RestMax ? told : rest;
            }
            catch (Exception error) when (error is HttpRequestException or IOException && !cancel.IsCancellationRequested)
            {
                if (!repeatable || waited > LostMax) throw Unreachable(error);
            }
            catch (Exception error) when (error is JsonException or NotSupportedException or InvalidDataException or KeyNotFoundException or FormatException)
            {
                throw Strange();
            }
            await Task.Delay(rest, clock, cancel);
        }
    }

    /// <summary>A reason as a header: that is ASCII, a reason is any text (RFC 8187).</summary>
    public static string Extended(string reason) => $"utf-8''{Uri.EscapeDataString(reason)}";

    public void Dispose() => _client.Dispose();

    async Task<Refusal> Refused(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") throw Strange();
        var problem = await response.Content.ReadFromJsonAsync<ProblemDocument>(DocumentJson.Options, cancel);
        if (problem is not { Code: { } code, Detail: { } detail }) throw Strange();
        var later = (int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.TooManyRequests;
        return later && code != Refusals.Busy ? throw new ServerFailedException(code, detail) : new(code, detail, problem.Path, problem.Item);
    }

    ServerUnreachableException Unreachable(Exception error) => new($"{Site.Address} did not answer: {Why(error)}.");

    ServerAnswerException Strange() => new($"What answers at {Site.Address} is no ledger's server, or one of another version.");

    static string Why(Exception error) => error is not HttpRequestException failed ? "the connection broke" : failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "there is no such host",
        HttpRequestError.ConnectionError => "nothing listens there, or it cannot be reached",
        HttpRequestError.SecureConnectionError => "its certificate is not trusted here, or it does not speak https (SSL_CERT_FILE names certificates to trust)",
        _ => "the connection broke",
    };

    sealed record ProblemDocument(string? Code, string? Detail, string? Path, int? Item);
}
