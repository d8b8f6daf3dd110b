using System.Net.Http.Json;
using Ledger.Host.Commands;
using Ledger.Host.Documents;
using Ledger.Host.Server.Endpoints;

namespace Ledger.Host.Remote;

/// <summary>The keys of a running server. Nothing is sent twice: a key that was made and never seen would live on.</summary>
sealed class RemoteKeys(LedgerHttp http) : IKeyAdministration
{
    public async Task<Outcome<IReadOnlyList<KeyDocument>>> List(CancellationToken cancel)
    {
        var outcome = await http.Get<KeyList>(http.Site.At("keys"), cancel);
        return outcome.Refusal is { } refusal ? refusal : Outcome.Of(outcome.Value.Items);
    }

    public Task<Outcome<ShownKey>> Issue(KeyWish wish, CancellationToken cancel) => Send<ShownKey>("keys", JsonContent.Create(wish, options: DocumentJson.Options), cancel);

    public Task<Outcome<ShownKey>> Rotate(string prefix, int graceSeconds, CancellationToken cancel) =>
        Send<ShownKey>($"keys/{Uri.EscapeDataString(prefix)}/rotate", JsonContent.Create(new RotationWish(graceSeconds), options: DocumentJson.Options), cancel);

    public async Task<Outcome<KeyDocument>> Revoke(string prefix, string reason, CancellationToken cancel)
    {
        var outcome = await http.Ask<RevokedKey>(() => new(HttpMethod.Delete, http.Site.At($"keys/{Uri.EscapeDataString(prefix)}"))
        {
            Headers = { { LedgerHttp.PurposeHeader, LedgerHttp.Extended(reason) } },
        }, repeatable: false, cancel);
        return outcome.Refusal is { } refusal ? refusal : outcome.Value.Item;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    Task<Outcome<T>> Send<T>(string path, JsonContent body, CancellationToken cancel) =>
        http.Ask<T>(() => new(HttpMethod.Post, http.Site.At(path)) { Content = body }, repeatable: false, cancel);

    sealed record KeyList(IReadOnlyList<KeyDocument> Items);

    sealed record RevokedKey(KeyDocument Item);
}
