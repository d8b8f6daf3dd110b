using Ledger.Access;
using Ledger.Host.Server.Intake;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Proofs;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /events: publishing, by the CloudEvents HTTP binding 1.0.2.</summary>
static partial class EventEndpoints
{
    /// <summary>How long a publisher who prefers it waits for a checkpoint.</summary>
    static readonly TimeSpan PublishedWait = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/events", Publish).Allow(Role.Publisher, Role.Officer);

    static async Task<IResult> Publish(
        HttpContext context, IMediator mediator, PublishingGate gate, ServerSettings settings, ITransparency transparency, TimeProvider clock,
        ILogger<PublishEvents> log)
    {
        var outcome = await Record(context, mediator, gate, settings);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        var receipts = outcome.Value;
        if (receipts.Count == 0 || !Preferences.WaitsForPublished(context.Request.Headers["Prefer"])) return new ReceiptsAnswer(receipts, null);
        var proofs = await Prove(transparency, receipts, clock, log, context.RequestAborted);
        if (proofs is not null) context.Response.Headers["Preference-Applied"] = Preferences.Published;
        return new ReceiptsAnswer(receipts, proofs);
    }

    static async Task<Outcome<IReadOnlyList<Receipt>>> Record(HttpContext context, IMediator mediator, PublishingGate gate, ServerSettings settings)
    {
        var mode = ContentModes.Of(context.Request);
        if (mode.Refusal is { } unknown) return unknown;
        using var body = new ReceivedBody(gate, context.Account(), settings.BodyBytesMax);
        if (await body.Fill(context.Request, context.RequestAborted) is { } unread) return unread;
        var events = Events(mode.Value, context.Request, body.Bytes, settings.BatchEventsMax);
        if (events.Refusal is { } malformed) return malformed;
        if (!gate.TryEnter()) return PublishingGate.Full;
        try
        {
            var outcome = await mediator.Send(new PublishEvents(events.Value, context.Actor()), context.RequestAborted);
            // Only a batch has places to name.
            return outcome.Refusal is { } refusal && mode.Value != ContentMode.Batched ? refusal with { Item = null } : outcome;
        }
        finally
        {
            gate.Leave();
        }
    }

    static Outcome<IReadOnlyList<ReadOnlyMemory<byte>>> Events(ContentMode mode, HttpRequest request, ReadOnlyMemory<byte> body, int eventsMax)
    {
        if (mode == ContentMode.Batched) return BatchSlices.Of(body, eventsMax);
        if (mode == ContentMode.Structured) return Outcome.Of<IReadOnlyList<ReadOnlyMemory<byte>>>([body]);
        var composed = BinaryEvent.Compose(request.Headers, body);
        return composed.Refusal is { } refusal ? refusal : Outcome.Of<IReadOnlyList<ReadOnlyMemory<byte>>>([composed.Value]);
    }

    /// <summary>
    /// Every receipt's proof under one checkpoint, or null where there is none in time. The events are recorded: whatever fails here, that is what is
    /// answered, as an error would say that they are not.
    /// </summary>
    static async ValueTask<string[]?> Prove(ITransparency transparency, IReadOnlyList<Receipt> receipts, TimeProvider clock, ILogger log, CancellationToken aborted)
    {
        using var waiting = new CancellationTokenSource(PublishedWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, aborted);
        try
        {
            var covering = await transparency.Cover(receipts.Max(receipt => receipt.Index), either.Token);
            return [.. receipts.Select(r => new TlogProof(r.Index, covering.Tree.InclusionProof(r.Index), covering.Checkpoint.Note).ToString())];
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error) when (!aborted.IsCancellationRequested)
        {
            Unproved(log, error.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(54, LogLevel.Error, "What was recorded could not be proved ({Error})")]
    static partial void Unproved(ILogger log, string error);
}
