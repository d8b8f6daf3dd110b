using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Host.Letters;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /notices/letter: the letter to a recipient, recorded before it is handed out.</summary>
static class LetterEndpoints
{
    static readonly JsonSerializerOptions Strict = new(DocumentJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, PropertyNameCaseInsensitive = false,
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/notices/letter", Letter).Allow(Role.Officer);

    static async Task<IResult> Letter(HttpContext context, IMediator mediator)
    {
        var asked = new Parameters(context);
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        if (!context.Request.HasJsonContentType()) return Problems.Of(new(HttpRefusals.MediaType, "What is wanted is sent as application/json."));
        if (await Read(context) is not { Recipient: { Length: > 0 } recipient } wanted)
            return Problems.Of(400, HttpRefusals.BadRequest, "A letter is asked for by a JSON object with 'recipient' and, where they are not Russian and HTML, 'lang' and 'format'.");
        using var page = new MemoryStream();
        var outcome = await mediator.Send(new MakeRecipientLetter(recipient, wanted.Lang, wanted.Format == LetterFormat.Pdf, purpose.Value, page, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        var (headers, made) = (context.Response.Headers, outcome.Value);
        headers.CacheControl = "no-store";
        headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"letter-{made.Recorded}.{DocumentJson.Name(wanted.Format)}\"");
        foreach (var (name, number) in new[] { ("Notices", made.Notices), ("Unnamed", made.Unnamed), ("Known", made.Known), ("Recorded", made.Recorded) })
            headers[$"Ledger-{name}"] = number.ToString(CultureInfo.InvariantCulture);
        if (made.Unconfined) headers["Ledger-Unconfined"] = "true";
        return Results.Bytes(page.ToArray(), wanted.Format == LetterFormat.Pdf ? "application/pdf" : "text/html; charset=utf-8");
    }

    static async Task<Wanted?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<Wanted>(context.Request.Body, Strict, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The body.</summary>
    sealed record Wanted(string? Recipient = null, Language Lang = Language.Ru, LetterFormat Format = LetterFormat.Html);

    enum LetterFormat
    {
        Html,
        Pdf,
    }
}
