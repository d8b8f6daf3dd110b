using System.Buffers;
using System.Text.Json;
using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Projections;
using MediatR;

namespace Ledger.Host.Server.Intake;

/// <summary>A "no" to be recorded, as the caller names it.</summary>
/// <param name="Id">The id of the event: the caller's idempotency key.</param>
/// <param name="Source">Its source.</param>
/// <param name="UserId">The operator's own id of the person.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Reason">Why it was refused.</param>
sealed record RefusedQuestion(string Id, string Source, string UserId, PermissionQuestion Question, DisclosureRefusalReason Reason);

/// <summary>
/// Records <c>ledger.disclosure.refused.v1</c> by the way every publication goes, so that the same rules hold. A repeat under the same key is composed with
/// the time and reason of the first, and so is the same publication and gets the first receipt.
/// </summary>
sealed class RefusalRecorder(IMediator mediator, IJournal journal)
{
    static readonly string Type = EventCatalogue.Of(typeof(DisclosureRefused)).FullType;

    /// <summary>The receipt, once it is durable; or why it could not be recorded.</summary>
    public async ValueTask<Outcome<Receipt>> Record(RefusedQuestion refused, Actor actor, CancellationToken cancel)
    {
        var outcome = await Attempt(refused, actor, cancel);
        // Another request with the same key may have come in between: then this one is its repeat.
        if (outcome.Refusal is { Code: Refusals.PublicationDiffers }) outcome = await Attempt(refused, actor, cancel);
        return outcome.Refusal is { } refusal ? refusal with { Item = null, Path = Place(refusal.Path) } : outcome.Value[0];
    }

    async ValueTask<Outcome<IReadOnlyList<Receipt>>> Attempt(RefusedQuestion refused, Actor actor, CancellationToken cancel)
    {
        var time = refused.Question.At;
        if (await journal.Find(PublicationKey.Of(refused.Source, refused.Id), cancel) is { } entry
            && RecordedCodec.Read(entry) is { Data: DisclosureRefused first } earlier)
        {
            (time, refused) = (earlier.Time, refused with { Reason = first.Reason });
        }
        return await mediator.Send(new PublishEvents([Compose(refused, time)], actor), cancel);
    }

    static ReadOnlyMemory<byte> Compose(RefusedQuestion refused, DateTimeOffset time)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        Span<byte> moment = stackalloc byte[Instant.LengthMax];   // to the microsecond, as it is recorded: a repeat writes the same
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, refused.Id);
        json.WriteString("source"u8, refused.Source);
        json.WriteString("type"u8, Type);
        json.WriteString("subject"u8, refused.UserId);
        json.WriteString("time"u8, moment[..Instant.Format(time, moment)]);
        json.WritePropertyName("data"u8);
        JsonSerializer.Serialize(json, new { refused.Question.Recipient, refused.Question.Purpose, refused.Reason, refused.Question.Ground }, LedgerJson.Options);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Where in the request the part of the event came from.</summary>
    static string? Place(string? path) => path switch
    {
        "$.id" => "Idempotency-Key",
        "$.source" => "?source",
        "$.data.recipient" => "?recipient",
        "$.data.purpose" => "?purpose",
        _ => null,
    };
}
