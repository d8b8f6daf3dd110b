using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Server;

/// <summary>Answers with a register: a page of it as JSON, or all of it as CSV.</summary>
sealed class Listing(IMediator mediator, IJournal journal, IKeyVault vault, TimeProvider clock, LegalClock legal)
{
    const int LimitDefault = 100;

    /// <summary>The parameters of an endpoint's own, and those of every list.</summary>
    public static Parameters ParametersOf(HttpContext context, params ReadOnlySpan<string> own) => new(context, [.. own, "limit", "cursor"]);

    /// <summary>Answers a request; what a regulator gets names no person.</summary>
    public async Task<IResult> Answer<TRow, TDocument>(
        HttpContext context, Parameters parameters, ListRows<TRow> request, Func<RowDocuments, Func<TRow, CancellationToken, ValueTask<TDocument>>> made)
        where TRow : class, IRow
    {
        var cancel = context.RequestAborted;
        var csv = Accepting.Choose(context, Accepting.Json, Accepting.Csv) is { } type ? type == Accepting.Csv : (bool?)null;
        if (csv is null) return Accepting.NotAcceptable(Accepting.Json, Accepting.Csv);
        var limit = (int?)parameters.Number("limit", 1, ListRows<TRow>.TakeMax);
        var cursor = parameters.Text("cursor");
        if (csv == true && (limit is not null || cursor is not null)) parameters.Refuse(limit is null ? "cursor" : "limit", "CSV holds all rows: it has no pages.");
        var purpose = Purpose.Of(context);
        if ((parameters.Refusal ?? purpose.Refusal) is { } refused) return Problems.Of(refused);
        var after = cursor is null ? null : PagingCursor.Read(context, cursor);
        if (cursor is not null && after is null) return Problems.Of(400, HttpRefusals.BadCursor, "The cursor is none of this list with these filters.", "?cursor");
        var take = csv == true ? ListRows<TRow>.TakeMax : limit ?? LimitDefault;
        var outcome = await mediator.Send(request with { After = after, Take = take, Reason = purpose.Value }, cancel);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        var document = made(Documents(context));
        context.Response.Headers.CacheControl = "no-store";
        return csv == true ? new CsvAnswer<TRow, TDocument>(outcome.Value, document) : await Page(context, outcome.Value, document);
    }

    /// <summary>The same for rows that name nobody.</summary>
    public Task<IResult> Answer<TRow, TDocument>(HttpContext context, Parameters parameters, ListRows<TRow> request, Func<TRow, TDocument> made)
        where TRow : class, IRow => Answer<TRow, TDocument>(context, parameters, request, _ => (row, _) => new(made(row)));

    /// <summary>What makes documents for this caller.</summary>
    public RowDocuments Documents(HttpContext context) =>
        new(context.Actor().Role == Access.Role.Regulator ? null : new Identities(journal, vault), clock.GetUtcNow(), legal);

    static async Task<IResult> Page<TRow, TDocument>(HttpContext context, Page<TRow> page, Func<TRow, CancellationToken, ValueTask<TDocument>> document)
        where TRow : class, IRow
    {
        var items = new List<TDocument>(page.Rows.Count);
        foreach (var row in page.Rows) items.Add(await document(row, context.RequestAborted));
        var next = page.Next is { } place ? PagingCursor.Write(context, place) : null;
        if (next is not null) context.Response.Headers.Link = PagingCursor.Link(context, next);
        return Results.Json(new PageDocument<TDocument>(items, next, page.Known), DocumentJson.Options);
    }
}

/// <summary>All rows as CSV, page after page, as fast as the caller takes them; a failure in the middle breaks the connection, so that nobody takes a part for the whole.</summary>
sealed class CsvAnswer<TRow, TDocument>(Page<TRow> first, Func<TRow, CancellationToken, ValueTask<TDocument>> document) : IResult where TRow : class, IRow
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers["Ledger-Known"] = first.Known.ToString(CultureInfo.InvariantCulture);
        try
        {
            CsvTable<TDocument>.WriteHeader(response.BodyWriter);
            for (var page = first; ; page = await page.More(cancel))
            {
                foreach (var row in page.Rows) CsvTable<TDocument>.WriteRow(response.BodyWriter, await document(row, cancel));
                await response.BodyWriter.FlushAsync(cancel);
                if (page.More is null) return;
            }
        }
        catch
        {
            httpContext.Abort();
            throw;
        }
    }
}
