using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Host.Acts;
using Ledger.Host.Commands;
using Ledger.Host.Documents;
using Ledger.Host.Server.Endpoints;
using Ledger.Reports;

namespace Ledger.Host.Remote;

/// <summary>The acts of a running server. Nothing is sent twice: an act issued twice would have lost its signatures, a signature would be there twice.</summary>
sealed class RemoteActs(LedgerHttp http) : IActDesk
{
    public Task<Outcome<MadeActReport>> Make(ActQuestion asked, FileStream output, CancellationToken cancel)
    {
        var address = http.Site.At($"acts/{Uri.EscapeDataString(asked.Act)}{(asked.Kind == ActReportKind.Log ? "/log" : "")}",
            [("format", DocumentJson.Name(asked.Format)), ("person", asked.UserId), ("again", asked.Again ? "true" : null)]);
        return http.Send(() => new(HttpMethod.Post, address) { Headers = { { LedgerHttp.PurposeHeader, LedgerHttp.Extended(asked.Reason) } } }, repeatable: false, async response =>
        {
            await response.Content.CopyToAsync(output, cancel);
            return new MadeActReport(
                Header(response, ActHeaders.Sha256) ?? throw new JsonException(), Number(response, ActHeaders.Reports), Number(response, ActHeaders.Persons),
                Number(response, ActHeaders.Known), Number(response, ActHeaders.Recorded), [.. (Header(response, ActHeaders.Missing) ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Missing)],
                Header(response, ActHeaders.Unconfined) is not null);
        }, cancel);
    }

    public async Task<Outcome<long>> Sign(string act, SignatureWish wish, CancellationToken cancel)
    {
        var outcome = await http.Ask<Recorded>(() => new(HttpMethod.Post, http.Site.At($"acts/{Uri.EscapeDataString(act)}/signatures"))
        {
            Content = JsonContent.Create(wish, options: DocumentJson.Options),
        }, repeatable: false, cancel);
        return outcome.Refusal is { } refusal ? refusal : outcome.Value.Index;
    }

    public async Task<Outcome<IReadOnlyList<ActSignature>>> Signatures(string act, string reason, CancellationToken cancel)
    {
        var outcome = await http.Ask<SignatureList>(() => new(HttpMethod.Get, http.Site.At($"acts/{Uri.EscapeDataString(act)}/signatures"))
        {
            Headers = { { LedgerHttp.PurposeHeader, LedgerHttp.Extended(reason) } },
        }, repeatable: false, cancel);
        return outcome.Refusal is { } refusal ? refusal : Outcome.Of(outcome.Value.Items);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    static long Number(HttpResponseMessage response, string name) => long.Parse(Header(response, name) ?? throw new JsonException(), CultureInfo.InvariantCulture);

    static MissingItem Missing(string item)
    {
        var parts = item.Split('=');
        return new(Enum.GetValues<ActGap>().First(gap => DocumentJson.Name(gap) == parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    sealed record Recorded(long Index);

    sealed record SignatureList(IReadOnlyList<ActSignature> Items);
}
