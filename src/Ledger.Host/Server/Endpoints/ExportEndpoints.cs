using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Documents;
using Ledger.Listening;
using Ledger.Proofs;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /exports: a bundle, recorded before it is complete and handed out only once it is.</summary>
static class ExportEndpoints
{
    static readonly JsonSerializerOptions Strict = new(DocumentJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, PropertyNameCaseInsensitive = false,
    };

    static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false };

    static readonly string[] Members = ["$.subject", "$.inquiry", "$.from", "$.to", "$.types", "$.recipient", "$.open"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/exports", Export).Allow(Role.Officer, Role.Auditor, Role.Regulator);

    static async Task<IResult> Export(HttpContext context, IMediator mediator, FillRandom random, ExportGate gate)
    {
        var asked = new Parameters(context);
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        var read = await Read(context);
        if (read.Refusal is { } unread) return Problems.Of(unread);
        if (!gate.TryEnter()) return Problems.Of(new(Refusals.Busy, "Other exports are being made; ask again when they are done."));
        try
        {
            await using var spool = new ExportSpool(random);
            var outcome = await mediator.Send(new ExportBundle(read.Value, purpose.Value, spool, context.Actor()), context.RequestAborted);
            if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
            await HandOut(context, spool, outcome.Value);
            return Results.Empty;
        }
        finally
        {
            gate.Leave();
        }
    }

    static async Task HandOut(HttpContext context, ExportSpool spool, ExportedBundle exported)
    {
        var response = context.Response;
        (response.ContentType, response.ContentLength) = ("application/zip", spool.Length);
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"ledger-{exported.ExportIndex}.zip\"");
        response.Headers["Ledger-Known"] = exported.Known.ToString(CultureInfo.InvariantCulture);
        response.Headers["Ledger-Recorded"] = exported.ExportIndex.ToString(CultureInfo.InvariantCulture);
        if (exported.NotStamped is { } code) response.Headers["Ledger-Not-Stamped"] = code;
        await spool.HandOut(response.Body, context.RequestAborted);
    }

    static async ValueTask<Outcome<ExportScope>> Read(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) return new Refusal(HttpRefusals.MediaType, "The scope is sent as application/json.");
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, Parsing, context.RequestAborted);
            return NamesNothing(body.RootElement) is { } member
                ? Wrong("A member that is given is not null, and no list is empty: what is left out narrows nothing.", Members.FirstOrDefault(known => known == $"$.{member}"))
                : body.Deserialize<ScopeDocument>(Strict) is { } scope ? ScopeOf(scope) : Wrong("The scope is an object.");
        }
        catch (JsonException error)
        {
            return Wrong("The scope cannot be read: an unknown or doubled member, or a value that cannot be used.", Members.FirstOrDefault(member => member == error.Path));
        }
    }

    /// <summary>A member that would narrow nothing although it is there: whoever's program lost the value must not get the whole ledger.</summary>
    static string? NamesNothing(JsonElement scope)
    {
        if (scope.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in scope.EnumerateObject())
            if (member.Value.ValueKind == JsonValueKind.Null || (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 0)) return member.Name;
        return null;
    }

    static Outcome<ExportScope> ScopeOf(ScopeDocument scope)
    {
        if (scope is { From: { } from, To: { } to } && from >= to) return Wrong("'from' lies before 'to'.", "$.from");
        var types = (scope.Types ?? []).Select(type => type is null ? null : Hearing.NameOf(type)).ToList();
        if (types.Contains(null)) return Wrong("The catalogue has no such type.", "$.types");
        if (scope.Subject is "" || scope.Inquiry is "" || scope.Recipient is "") return Wrong("A member that is given is not empty.");
        return new ExportScope(scope.Subject, scope.Inquiry, scope.From, scope.To, types!, scope.Recipient, scope.Open);
    }

    static Refusal Wrong(string message, string? path = null) => new(HttpRefusals.BadParameter, message, path);

    /// <summary>What an export is to hold; what is left out narrows nothing.</summary>
    sealed record ScopeDocument(
        string? Subject = null, string? Inquiry = null, DateTimeOffset? From = null, DateTimeOffset? To = null, IReadOnlyList<string?>? Types = null,
        string? Recipient = null, bool Open = false);
}

/// <summary>So many exports are made at a time: each reads the journal several times and waits for the caller to take it.</summary>
sealed class ExportGate
{
    const int ExportsMax = 4;

    int _under;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _under) <= ExportsMax) return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _under);
}
