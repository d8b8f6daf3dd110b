using Ledger.Host.Remote;
using Ledger.Listening;

namespace Ledger.Host.Commands;

/// <summary>A webhook as the list shows it.</summary>
sealed record WebhookLine(string Id, string Name, IReadOnlyList<string> Types, IReadOnlyList<string> Purposes, bool Paused, string? Recipient);

/// <summary>A webhook that was made, and its secret, this once.</summary>
sealed record AddedWebhook(string Id, string Secret);

/// <summary>What the command line does with webhooks, wherever the ledger is.</summary>
interface IWebhookAdministration : IAsyncDisposable
{
    Task<Outcome<IReadOnlyList<WebhookLine>>> List(CancellationToken cancel);

    Task<Outcome<AddedWebhook>> Add(SubscriberTerms terms, CancellationToken cancel);

    /// <summary>Ends a webhook; the answer is always yes, or a refusal.</summary>
    Task<Outcome<bool>> Remove(string id, CancellationToken cancel);

    static async Task<IWebhookAdministration> Open(Session session) =>
        session.Remote() is { } http ? new RemoteWebhooks(http) : new FolderWebhooks(await session.Open());
}

/// <summary>The webhooks of a data folder.</summary>
sealed class FolderWebhooks(EmbeddedLedger ledger) : IWebhookAdministration
{
    readonly Subscribers _subscribers = ledger.Get<Subscribers>();

    public async Task<Outcome<IReadOnlyList<WebhookLine>>> List(CancellationToken cancel) => Outcome.Of<IReadOnlyList<WebhookLine>>(
        [.. (await _subscribers.All(cancel)).Select(row => new WebhookLine(row.Id, row.Name, Split(row.Types, ' '), Split(row.Purposes, '\n'), row.Paused, row.Recipient))]);

    public async Task<Outcome<AddedWebhook>> Add(SubscriberTerms terms, CancellationToken cancel)
    {
        var added = await _subscribers.Add(terms, cancel);
        return added.Refusal is { } refusal ? refusal : new AddedWebhook(added.Value.Row.Id, added.Value.Secret);
    }

    public async Task<Outcome<bool>> Remove(string id, CancellationToken cancel) =>
        await _subscribers.Remove(id, cancel) ? true : new Refusal(ListeningRefusals.WebhookUnknown, "No webhook has this id.");

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    static string[] Split(string joined, char between) => joined.Split(between, StringSplitOptions.RemoveEmptyEntries);
}
