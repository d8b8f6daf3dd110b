using System.Net.Http.Json;
using Ledger.Host.Commands;
using Ledger.Host.Documents;
using Ledger.Listening;

namespace Ledger.Host.Remote;

/// <summary>The webhooks of a running server.</summary>
sealed class RemoteWebhooks(LedgerHttp http) : IWebhookAdministration
{
    public async Task<Outcome<IReadOnlyList<WebhookLine>>> List(CancellationToken cancel)
    {
        var outcome = await http.Get<WebhookList>(http.Site.At("webhooks"), cancel);
        return outcome.Refusal is { } refusal
            ? refusal
            : Outcome.Of<IReadOnlyList<WebhookLine>>([.. outcome.Value.Items.Select(one => new WebhookLine(one.Id, one.Name, one.Types, one.Purposes, one.State == "paused", one.Recipient))]);
    }

    public Task<Outcome<AddedWebhook>> Add(SubscriberTerms terms, CancellationToken cancel) => http.Ask<AddedWebhook>(() => new(HttpMethod.Post, http.Site.At("webhooks"))
    {
        Content = JsonContent.Create(new { terms.Name, terms.Url, terms.Types, terms.Purposes, terms.Recipient }, options: DocumentJson.Options),
    }, repeatable: false, cancel);

    public Task<Outcome<bool>> Remove(string id, CancellationToken cancel) =>
        http.Send(() => new(HttpMethod.Delete, http.Site.At($"webhooks/{Uri.EscapeDataString(id)}")), repeatable: false, static _ => Task.FromResult(true), cancel);

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    sealed record WebhookList(IReadOnlyList<ListedWebhook> Items);

    sealed record ListedWebhook(string Id, string Name, IReadOnlyList<string> Types, IReadOnlyList<string> Purposes, string State, string? Recipient = null);
}
