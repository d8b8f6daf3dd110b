using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Server;

namespace Ledger.Host.Tests.Server;

/// <summary>A served ledger with a receiver beside it, and the administrator's hand on /webhooks.</summary>
sealed class Hooked : IAsyncDisposable
{
    /// <summary>Retries within the time of a test; a rest is as long as the first wait.</summary>
    public static readonly ServerSettings Brisk = new()
    {
        Listening = new()
        {
            Waits = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)], AnswerTimeout = TimeSpan.FromSeconds(2),
            SaveInterval = TimeSpan.FromMilliseconds(50),
        },
    };

    Hooked(Served served, Receiver receiver, HttpClient administrator) => (Served, Receiver, Administrator) = (served, receiver, administrator);

    public Served Served { get; }

    public Receiver Receiver { get; }

    public HttpClient Administrator { get; private set; }

    public static async Task<Hooked> Start(ServerSettings? settings = null)
    {
        var served = await Served.Start(settings ?? Brisk);
        return new(served, await Receiver.Start(), await served.Client(Role.Administrator));
    }

    /// <summary>Subscribes the receiver; answers the webhook's id and its secret.</summary>
    public async Task<(string Id, string Secret)> Subscribe(string more = "")
    {
        var added = await Post("/webhooks", $$"""{"name":"billing","url":"{{Receiver.Url}}"{{more}}}""", 201);
        return (added.GetProperty("id").GetString()!, added.GetProperty("secret").GetString()!);
    }

    public async Task<JsonElement> Post(string path, string body = "", int status = 200)
    {
        var answer = await Administrator.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), text);
        return Parse(text);
    }

    public async Task<JsonElement> Get(string path) => Parse(await Administrator.GetStringAsync(path));

    /// <summary>Waits until the webhook's state is as wanted.</summary>
    public async Task<JsonElement> Until(string id, Func<JsonElement, bool> wanted)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            var state = await Get($"/webhooks/{id}");
            if (wanted(state)) return state;
            if (watch.Elapsed > Receiver.Patience) Assert.Fail($"It stays {state}");
        }
    }

    /// <summary>Starts the server again over the same folder; keys hold, addresses change.</summary>
    public async Task Restart()
    {
        await Served.Restart(Brisk);
        Administrator = await Served.Client(Role.Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    static JsonElement Parse(string text)
    {
        if (text.Length == 0) return default;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
