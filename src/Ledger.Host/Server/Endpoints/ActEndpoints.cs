using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Access;
using Ledger.Host.Acts;
using Ledger.Host.Documents;
using Ledger.Proofs;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>Acts of destruction: the act and the log export as documents, recorded before they are handed out, and the act's signatures.</summary>
static class ActEndpoints
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/acts/{act}", (HttpContext context, IMediator mediator, FillRandom random, ExportGate gate) => Make(context, ActReportKind.Act, mediator, random, gate)).Allow(Role.Officer);
        routes.MapPost("/acts/{act}/log", (HttpContext context, IMediator mediator, FillRandom random, ExportGate gate) => Make(context, ActReportKind.Log, mediator, random, gate)).Allow(Role.Officer);
        routes.MapPost("/acts/{act}/signatures", Sign).Allow(Role.Officer);
        routes.MapGet("/acts/{act}/signatures", Signatures).Allow(Role.Officer);
    }

    static Task<IResult> Make(HttpContext context, ActReportKind kind, IMediator mediator, FillRandom random, ExportGate gate)
    {
        var asked = new Parameters(context, "format", "person", "again");
        var (format, person, again, purpose) = (asked.OneOf<ReportFormat>("format") ?? ReportFormat.Pdf, asked.Text("person"), asked.Flag("again"), Purpose.Of(context));
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Task.FromResult(Problems.Of(wrong));
        return RawPath.Segment(context, 1) is { Length: > 0 } act
            ? Answer(context, new(act, kind, format, person, purpose.Value, again, Stream.Null, context.Actor()), mediator, random, gate)
            : Task.FromResult(Problems.Of(400, HttpRefusals.BadRequest, "The reference in the path is not UTF-8."));
    }

    /// <summary>Makes the document and hands it out once it is complete and recorded.</summary>
    public static async Task<IResult> Answer(HttpContext context, MakeActReport asked, IMediator mediator, FillRandom random, ExportGate gate)
    {
        if (!gate.TryEnter()) return Problems.Of(new(Refusals.Busy, "Other exports are being made; ask again when they are done."));
        try
        {
            await using var spool = new ExportSpool(random);
            var outcome = await mediator.Send(asked with { Output = spool }, context.RequestAborted);
            if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
            await HandOut(context, spool, outcome.Value, asked.Format);
            return Results.Empty;
        }
        finally
        {
            gate.Leave();
        }
    }

    static async Task HandOut(HttpContext context, ExportSpool spool, MadeActReport made, ReportFormat format)
    {
        var response = context.Response;
        (response.ContentType, response.ContentLength) = (ReportWriter.MediaType(format) + (format == ReportFormat.Pdf ? "" : "; charset=utf-8"), spool.Length);
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"ledger-{made.Recorded}.{DocumentJson.Name(format)}\"");
        response.Headers[ActHeaders.Sha256] = made.Sha256;
        response.Headers[ActHeaders.Known] = Text(made.Known);
        response.Headers[ActHeaders.Recorded] = Text(made.Recorded);
        response.Headers[ActHeaders.Reports] = Text(made.Reports);
        response.Headers[ActHeaders.Persons] = Text(made.Persons);
        if (made.Missing.Count > 0) response.Headers[ActHeaders.Missing] = string.Join(", ", made.Missing.Select(m => $"{DocumentJson.Name(m.What)}={Text(m.Reports)}"));
        if (made.Unconfined) response.Headers[ActHeaders.Unconfined] = "true";
        await spool.HandOut(response.Body, context.RequestAborted);
    }

    static async Task<IResult> Sign(HttpContext context, IMediator mediator)
    {
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        if (RawPath.Segment(context, 1) is not { Length: > 0 } act) return Problems.Of(400, HttpRefusals.BadRequest, "The reference in the path is not UTF-8.");
        if (!context.Request.HasJsonContentType()) return Problems.Of(415, HttpRefusals.MediaType, "The body is application/json.");
        if (await Read(context) is not { } wish) return Problems.Of(400, HttpRefusals.BadRequest, "The body is not one JSON object with the properties that docs/http.md names, each once.");
        var outcome = await mediator.Send(new SignAct(act, wish.Signer, wish.Sha256, wish.Format, wish.Signature, context.Actor()), context.RequestAborted);
        return outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(new { index = outcome.Value }, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Half a surrogate pair is no text: reading it as one throws another exception than JSON's own.</summary>
    static async ValueTask<SignatureWish?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<SignatureWish>(context.Request.Body, Strict, context.RequestAborted);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static async Task<IResult> Signatures(HttpContext context, IMediator mediator)
    {
        var asked = new Parameters(context);
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        if (RawPath.Segment(context, 1) is not { Length: > 0 } act) return Problems.Of(400, HttpRefusals.BadRequest, "The reference in the path is not UTF-8.");
        var outcome = await mediator.Send(new ReadActSignatures(act, purpose.Value, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { items = outcome.Value }, DocumentJson.Options);
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The body of POST /acts/{act}/signatures.</summary>
/// <param name="By">Who signed, by the operator's own id.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Position">Position.</param>
/// <param name="Sha256">SHA-256 of the document that was signed.</param>
/// <param name="Format">What kind of signature, for example <c>cades-detached</c> or <c>paper</c>.</param>
/// <param name="Signature">The detached signature in base64; left out for one on paper.</param>
sealed record SignatureWish(string By, string FullName, string Position, string Sha256, string Format, string? Signature = null)
{
    [JsonIgnore]
    public ActSigner Signer => new(By, FullName, Position);
}

/// <summary>Headers that say what a document is.</summary>
static class ActHeaders
{
    public const string Sha256 = "Ledger-Sha256", Known = "Ledger-Known", Recorded = "Ledger-Recorded", Reports = "Ledger-Reports", Persons = "Ledger-Persons",
        Missing = "Ledger-Missing", Unconfined = "Ledger-Unconfined";
}
