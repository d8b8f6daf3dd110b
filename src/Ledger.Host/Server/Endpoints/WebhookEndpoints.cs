using System.Globalization;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Server.Listening;
using Ledger.Journal;
using Ledger.Listening;

namespace Ledger.Host.Server.Endpoints;

/// <summary>/webhooks: subscribing, the state of each subscriber, dead letters.</summary>
static class WebhookEndpoints
{
    const int PageDefault = 100, PageMax = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webhooks", List).Allow(Role.Officer, Role.Auditor);
        routes.MapPost("/webhooks", Add).Allow();
        routes.MapGet("/webhooks/{id}", One).Allow(Role.Officer, Role.Auditor);
        routes.MapDelete("/webhooks/{id}", Remove).Allow();
        routes.MapPost("/webhooks/{id}/rotate", Rotate).Allow();
        routes.MapPost("/webhooks/{id}/pause", (string id, HttpContext context, Webhooks webhooks, IJournal journal) => Pause(id, true, context, webhooks, journal)).Allow();
        routes.MapPost("/webhooks/{id}/resume", (string id, HttpContext context, Webhooks webhooks, IJournal journal) => Pause(id, false, context, webhooks, journal)).Allow();
        routes.MapGet("/webhooks/{id}/dead-letters", DeadLetters).Allow(Role.Officer, Role.Auditor);
        routes.MapPost("/webhooks/{id}/dead-letters/{index:long}/redeliver", Redeliver).Allow();
    }

    static async Task<IResult> List(HttpContext context, Webhooks webhooks, IJournal journal)
    {
        var count = await journal.Count(context.RequestAborted);
        return Results.Json(new { items = webhooks.All.Select(one => WebhookDocument.Of(one, count, context.Actor().Role)), known = count - 1 }, LedgerJson.Options);
    }

    static async Task<IResult> One(string id, HttpContext context, Webhooks webhooks, IJournal journal) =>
        webhooks.Find(id) is { } found
            ? Results.Json(WebhookDocument.Of(found, await journal.Count(context.RequestAborted), context.Actor().Role), LedgerJson.Options)
            : Unknown;

    static async Task<IResult> Add(HttpContext context, Webhooks webhooks, IJournal journal)
    {
        if (!context.Request.HasJsonContentType()) return Problems.Of(new(HttpRefusals.MediaType, "The webhook is sent as application/json."));
        if (await Read(context) is not { } terms)
            return Problems.Of(400, HttpRefusals.BadRequest, "A webhook is a JSON object with 'name' and 'url' and, where it is narrowed, 'types' and 'purposes', or 'recipient'.");
        var added = await webhooks.Add(terms, context.RequestAborted);
        if (added.Refusal is { } refusal) return Problems.Of(refusal);
        var found = webhooks.Find(added.Value.Row.Id)!;
        context.Response.Headers.Location = $"/webhooks/{added.Value.Row.Id}";
        var document = WebhookDocument.Of(found, await journal.Count(context.RequestAborted), context.Actor().Role) with { Secret = added.Value.Secret };
        return Results.Json(document, LedgerJson.Options, statusCode: StatusCodes.Status201Created);
    }

    static async Task<IResult> Remove(string id, HttpContext context, Webhooks webhooks) =>
        await webhooks.Remove(id, context.RequestAborted) ? Results.NoContent() : Unknown;

    static async Task<IResult> Rotate(string id, HttpContext context, Webhooks webhooks)
    {
        var rotated = await webhooks.Rotate(id, context.RequestAborted);
        return rotated.Refusal is { } refusal
            ? Problems.Of(refusal)
            : Results.Json(new { id, rotated.Value.Secret, previousUntil = WebhookDocument.Moment(rotated.Value.Row.PreviousUntil) }, LedgerJson.Options);
    }

    static async Task<IResult> Pause(string id, bool paused, HttpContext context, Webhooks webhooks, IJournal journal)
    {
        var changed = await webhooks.Pause(id, paused, context.RequestAborted);
        return changed.Refusal is { } refusal
            ? Problems.Of(refusal)
            : Results.Json(WebhookDocument.Of(changed.Value, await journal.Count(context.RequestAborted), context.Actor().Role), LedgerJson.Options);
    }

    static async Task<IResult> DeadLetters(string id, HttpContext context, Webhooks webhooks, IJournal journal)
    {
        if (webhooks.Find(id) is null) return Unknown;
        if (Number(context.Request.Query["cursor"], -1) is not { } after || Number(context.Request.Query["limit"], PageDefault) is not (> 0 and <= PageMax and var limit))
            return Problems.Of(400, HttpRefusals.BadRequest, $"A cursor is one that was answered; a page has at most {PageMax} items.");
        var known = await journal.Count(context.RequestAborted) - 1;
        var page = await webhooks.DeadLetters(id, after, (int)limit + 1, context.RequestAborted);
        var shown = page.Take((int)limit).ToList();
        var next = page.Count > limit ? shown[^1].Index.ToString(CultureInfo.InvariantCulture) : null;
        if (next is not null) context.Response.Headers.Link = $"</webhooks/{id}/dead-letters?cursor={next}&limit={limit}>; rel=\"next\"";
        return Results.Json(new
        {
            items = shown.Select(row => new { row.Index, row.Attempts, givenUp = WebhookDocument.Moment(row.Due), row.Status }), next, known,
        }, LedgerJson.Options);
    }

    static async Task<IResult> Redeliver(string id, long index, HttpContext context, Webhooks webhooks)
    {
        var revived = await webhooks.Redeliver(id, index, context.RequestAborted);
        return revived.Refusal is { } refusal ? Problems.Of(refusal) : Results.Accepted();
    }

    static async Task<SubscriberTerms?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<NewWebhook>(context.Request.Body, LedgerJson.Options, context.RequestAborted) is { Name: { } name, Url: { } url, Types: not null, Purposes: not null } asked
                ? new(name, url, Texts(asked.Types), Texts(asked.Purposes), asked.Recipient)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string[] Texts(IReadOnlyList<string?>? texts) => [.. (texts ?? []).Select(text => text ?? "")];

    static long? Number(Microsoft.Extensions.Primitives.StringValues values, long otherwise) =>
        values.Count == 0 ? otherwise : long.TryParse(values.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    static IResult Unknown => Problems.Of(new(ListeningRefusals.WebhookUnknown, "No webhook has this id."));

    /// <summary>The body of POST /webhooks.</summary>
    sealed record NewWebhook(string? Name, string? Url, string? Recipient = null)
    {
        /// <summary>Left out it narrows nothing; null is no list.</summary>
        public IReadOnlyList<string?>? Types { get; init; } = [];

        /// <summary>Likewise.</summary>
        public IReadOnlyList<string?>? Purposes { get; init; } = [];
    }
}
