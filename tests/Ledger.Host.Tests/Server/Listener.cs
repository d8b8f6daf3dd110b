using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Ledger.Host.Tests.Server;

/// <summary>A reader of the feed, by the platform's own parser of server-sent events.</summary>
sealed class Listener : IAsyncDisposable
{
    static readonly TimeSpan Patience = Workspace.Patience;

    readonly HttpResponseMessage _answer;
    readonly IAsyncEnumerator<SseItem<string>> _items;
    readonly CancellationTokenSource _ended = new();
    Task<bool>? _next;

    Listener(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _items = SseParser.Create(stream).EnumerateAsync(_ended.Token).GetAsyncEnumerator(_ended.Token);
    }

    /// <summary>The place the newest item bore: what a client that comes back says in Last-Event-ID.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>Opens a feed, which must be answered; its first item, the position it begins at, is read.</summary>
    public static async Task<Listener> Open(HttpClient client, string query = "", string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/feed{query}");
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await Said(answer));
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/event-stream"));
        var listener = new Listener(answer, await answer.Content.ReadAsStreamAsync());
        Assert.That((await listener.Item())?.EventType, Is.EqualTo("position"));
        return listener;
    }

    /// <summary>The next item of any kind; null at the feed's end.</summary>
    public async Task<SseItem<string>?> Item()
    {
        _next ??= _items.MoveNextAsync().AsTask();
        if (!await _next.WaitAsync(Patience)) return null;
        _next = null;
        LastId = _items.Current.EventId ?? "";
        return _items.Current;
    }

    /// <summary>The next event; positions are passed over.</summary>
    public async Task<(long Index, string Type, JsonElement Event)> Event()
    {
        while (true)
        {
            var item = await Item() ?? throw new EndOfStreamException("The feed ended.");
            if (item.EventType == "position") continue;
            using var document = JsonDocument.Parse(item.Data);
            return (long.Parse(item.EventId!, null), item.EventType, document.RootElement.Clone());
        }
    }

    /// <summary>So many of the next events' types, without what is common to all.</summary>
    public async Task<List<string>> Types(int count)
    {
        var types = new List<string>();
        while (types.Count < count) types.Add((await Event()).Type["ledger.".Length..^".v1".Length]);
        return types;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _answer.Dispose();
        if (_next is not null) await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    static async Task<string> Said(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync();
}
