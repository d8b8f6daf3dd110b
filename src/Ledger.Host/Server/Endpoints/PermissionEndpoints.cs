using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Server.Intake;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>
/// "May I?" over HTTP. The hot path: what it needs is looked up once, when it is mapped, and the answer is written without going through objects.
/// </summary>
sealed class PermissionEndpoints(IMediator mediator, IJournal journal, TimeProvider clock, RefusalRecorder recorder, PublishingGate gate)
{
    const string Pattern = "/subjects/{id}/permission", IdempotencyKey = "Idempotency-Key";

    /// <summary>How long an answer waits for the event it is to know of.</summary>
    static readonly TimeSpan BehindMax = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = ActivatorUtilities.CreateInstance<PermissionEndpoints>(
            routes.ServiceProvider, ActivatorUtilities.CreateInstance<RefusalRecorder>(routes.ServiceProvider));
        routes.MapGet(Pattern, endpoints.Ask).Allow(Role.Publisher, Role.Officer, Role.Auditor);
        routes.MapPost(Pattern, endpoints.AskAndRecord).Allow(Role.Publisher, Role.Officer);
    }

    async Task Ask(HttpContext context)
    {
        var answered = await Answer(context, recording: false);
        await (answered.Refusal is { } refusal ? Problems.Of(refusal).ExecuteAsync(context) : Show(context, answered.Value.Answer, null));
    }

    async Task AskAndRecord(HttpContext context)
    {
        if (context.Request.Headers[IdempotencyKey] is not [{ } header] || HeaderText.Decode(header) is not { } key)
        {
            await Problems.Of(new(HttpRefusals.BadParameter, "Name the recording with one key of your own, so that a repeat is known.", IdempotencyKey)).ExecuteAsync(context);
            return;
        }
        var answered = await Answer(context, recording: true);
        var recorded = answered.Refusal is { } no ? no : await Record(context, answered.Value, key);
        await (recorded.Refusal is { } refusal ? Problems.Of(refusal).ExecuteAsync(context) : Show(context, answered.Value.Answer, recorded.Value));
    }

    async ValueTask<Outcome<Asked>> Answer(HttpContext context, bool recording)
    {
        if (RawPath.Segment(context, 1) is not { } userId) return new Refusal(HttpRefusals.BadRequest, "The id in the path is not percent-encoded UTF-8.");
        var read = PermissionQuery.Read(context.Request.QueryString.Value, clock.GetUtcNow(), recording);
        if (read.Refusal is { } wrong) return wrong;
        var query = read.Value;
        if (query.After is { } after && !await Reaches(after, context.RequestAborted))
            return new Refusal(HttpRefusals.Behind, "The ledger does not hold the event of this index yet.", "?after");
        var outcome = await mediator.Send(new AskMay(userId, query.Question, query.AsOf, query.Known, context.Actor()), context.RequestAborted);
        return outcome.Refusal is { } refusal ? refusal : new Asked(userId, query, outcome.Value);
    }

    /// <summary>The receipt of what was recorded, null where there is nothing to record; or why it could not be.</summary>
    async ValueTask<Outcome<Receipt?>> Record(HttpContext context, Asked asked, string key)
    {
        var answer = asked.Answer.Value;
        if (answer.Allowed || asked.Query.Question.Recipient is null || RefusedDisclosures.ReasonOf(answer.Reason) is not { } reason) return Outcome.Of<Receipt?>(null);
        if (!gate.TryEnter()) return PublishingGate.Full;
        try
        {
            var outcome = await recorder.Record(
                new(key, asked.Query.Source!, asked.UserId, asked.Query.Question, reason), context.Actor(), context.RequestAborted);
            return outcome.Refusal is { } refusal ? refusal : Outcome.Of<Receipt?>(outcome.Value);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Whether the journal holds the event, now or within the time there is.</summary>
    async ValueTask<bool> Reaches(long index, CancellationToken aborted)
    {
        if (await journal.Count(aborted) > index) return true;
        using var waiting = new CancellationTokenSource(BehindMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, aborted);
        try
        {
            await foreach (var _ in journal.Follow(index, either.Token)) return true;
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
        }
        return false;
    }

    static Task Show(HttpContext context, Answer<PermissionAnswer> answer, Receipt? receipt)
    {
        context.Response.Headers.CacheControl = "no-store";   // an old yes must not be kept anywhere
        return JsonBody.Write(context, (answer, receipt), static (json, given) => Write(json, given.answer.Value, given.answer.Position - 1, given.receipt));
    }

    static void Write(Utf8JsonWriter json, PermissionAnswer answer, long known, Receipt? receipt)
    {
        json.WriteStartObject();
        json.WriteBoolean("allowed"u8, answer.Allowed);
        json.WriteString("reason"u8, answer.Reason);
        json.WriteStartArray("deciding"u8);
        foreach (var index in answer.Deciding) json.WriteNumberValue(index);
        json.WriteEndArray();
        if (answer.Edition is { } edition) json.WriteString("edition"u8, edition);
        json.WriteNumber("known"u8, known);
        if (receipt is not null)
        {
            json.WritePropertyName("receipt"u8);
            ReceiptsAnswer.Write(json, receipt);
        }
        json.WriteEndObject();
    }

    sealed record Asked(string UserId, PermissionQuery Query, Answer<PermissionAnswer> Answer);
}
