using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Ledger.Client.Sending;

/// <summary>One request to the server, and what became of it.</summary>
sealed class Connection(IHttpClientFactory clients, IOptions<LedgerClientOptions> options, TimeProvider clock)
{
    /// <summary>The name of the HTTP client; its handlers are the service's to configure.</summary>
    public const string ClientName = "Ledger";

    const int AnswerBytesMax = 8 << 20;

    /// <summary>Addresses go out as they are written: an id in a path may hold what would be put in order otherwise.</summary>
    static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 16 };

    /// <summary>Sends a request and reads its whole answer. Throws only where <paramref name="cancel"/> says so.</summary>
    public async Task<Reply<T>> Ask<T>(Func<HttpRequestMessage> request, Func<JsonElement, T> read, CancellationToken cancel) where T : class
    {
        using var timeout = new CancellationTokenSource(options.Value.AttemptTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            using var message = request();
            using var answer = await Send(message, either.Token).ConfigureAwait(false);
            await answer.Content.LoadIntoBufferAsync(AnswerBytesMax, either.Token).ConfigureAwait(false);
            var body = await answer.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? new(Read(body, read), null, null) : Failed<T>(answer, body, clock.GetUtcNow());
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            return new(null, null, new("the request timed out", null, error));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new(null, null, new("the server could not be reached", null, error));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new(null, null, new("the answer is none of a ledger's", null, null));
        }
    }

    /// <summary>Sends a request and returns once its headers are there; throws what the transport throws.</summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage message, CancellationToken cancel)
    {
        message.RequestUri = new($"{options.Value.Server!.AbsoluteUri.TrimEnd('/')}/{message.RequestUri!.OriginalString}", AsWritten);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Key);
        var client = clients.CreateClient(ClientName);
        return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
    }

    /// <summary>What an answer without success means.</summary>
    public static Reply<T> Failed<T>(HttpResponseMessage answer, ReadOnlyMemory<byte> body, DateTimeOffset now) where T : class
    {
        var status = (int)answer.StatusCode;
        var problem = Problem(answer, body, status);
        if (status is < 500 and not 408 and not 429) return new(null, problem, null);
        var after = answer.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - now) : null;
        return new(null, null, new($"the server answered {problem.Code}", after));
    }

    static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(body, Parsing);
        return read(document.RootElement);
    }

    static LedgerRefusedException Problem(HttpResponseMessage answer, ReadOnlyMemory<byte> body, int status)
    {
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                using var document = JsonDocument.Parse(body, Parsing);
                var root = document.RootElement;
                if (Text(root, "code") is { } code)
                {
                    int? item = root.TryGetProperty("item", out var number) && number.TryGetInt32(out var place) ? place : null;
                    return new(status, code, Text(root, "detail") ?? "The ledger refused it.", Text(root, "path"), item);
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
            }
        }
        return new(status, $"http-{status}", $"The server answered {status} ({(HttpStatusCode)status}), and not as a ledger does.");
    }

    static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
