using System.Net.Http.Headers;
using Ledger.Stamps;

namespace Ledger.Host.Stamping;

/// <summary>
/// Asks a timestamp authority over HTTP (RFC 3161, 3.4). Follows no redirect, keeps no cookie, takes 64 KiB and waits so long at most. Its address goes into
/// no message, log, metric or trace.
/// </summary>
sealed class TsaClient(TsaSettings? settings, TimeProvider clock) : ITimestampAuthority, IDisposable
{
    const int AnswerMax = 64 << 10, HeaderKibibytes = 16;

    static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(20);

    readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = AnswerWait, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = HeaderKibibytes, ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,   // each question has its own
    };

    public bool IsSet => settings is not null;

    public async Task<Outcome<ReadOnlyMemory<byte>>> Ask(ReadOnlyMemory<byte> question, CancellationToken cancel)
    {
        using var end = new CancellationTokenSource(AnswerWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, end.Token);
        try
        {
            using var request = Request(question);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if ((int)response.StatusCode != 200)
                return new Refusal(StampRefusals.NoAnswer, $"The timestamp authority answered with status {(int)response.StatusCode}; redirects are not followed.");
            return await Read(response, either.Token) is { } answer ? answer : new Refusal(StampRefusals.NoAnswer, "The timestamp authority's answer is longer than 64 KiB.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Refusal(StampRefusals.Unreachable, "The timestamp authority did not answer in time.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new Refusal(StampRefusals.Unreachable, "The timestamp authority cannot be reached, or the connection broke.");
        }
    }

    public void Dispose() => _client.Dispose();

    HttpRequestMessage Request(ReadOnlyMemory<byte> question)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, settings!.Address) { Content = new ReadOnlyMemoryContent(question) };
        request.Content.Headers.ContentType = new("application/timestamp-query");
        request.Headers.Accept.Add(new("application/timestamp-reply"));
        if (settings.Credentials is { } credentials) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return request;
    }

    static async Task<ReadOnlyMemory<byte>?> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[AnswerMax + 1];
        await using var content = await response.Content.ReadAsStreamAsync(cancel);
        var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        if (read > AnswerMax) return null;   // in one expression null would become an empty memory
        return buffer.AsMemory(0, read);
    }
}
