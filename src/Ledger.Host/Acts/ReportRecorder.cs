using System.Text.Json;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Acts;

/// <summary>
/// Records that a report left the ledger, by the convention of exports: one event, however many persons the report names. Its reason is sealed under the one
/// person it is about; about several it stands in the clear, and is a code. The document's hash stays out of it: it is a hash over personal values.
/// </summary>
sealed class ReportRecorder(Sequencer sequencer, Preparer preparer, TimeProvider clock, FillRandom random)
{
    /// <summary>The source of the commands that the ledger gives itself for an officer.</summary>
    const string Source = "/ledger/acts";

    /// <summary>Why the reason cannot stand, or null.</summary>
    public static Refusal? Refused(string? reason, bool aboutOne) =>
        string.IsNullOrWhiteSpace(reason) ? new(Refusals.ReasonMissing, "Say why: what leaves the ledger is recorded with its reason.")
        : !aboutOne && !ExportBundle.IsCode(reason) ? new(Refusals.ReasonNotCode, "A report about no single person records its reason in the clear: give a code, such as the number of an order.")
        : null;

    /// <summary>Records it; its index. Where keys were destroyed since this length of the journal, it is refused as busy: what leaves may show what must not be read any more.</summary>
    public async ValueTask<Outcome<long>> Record(ReportExported exported, string reason, string? person, Actor actor, CancellationToken cancel, long? nothingDestroyedSince = null)
    {
        return await Record(new Proposal(Write(exported, reason, person, actor)) { NothingDestroyedSince = nothingDestroyedSince }, cancel);
    }

    /// <summary>Records it; its index. Where a key has gone that a value of it was opened with, it is refused as busy.</summary>
    public ValueTask<Outcome<long>> Record(ReportExported exported, string reason, string? person, Actor actor, OpenedKeys opened, CancellationToken cancel) =>
        Record(opened.Guard(Write(exported, reason, person, actor)), cancel);

    PreparedEvent Write(ReportExported exported, string reason, string? person, Actor actor) => preparer.Write(
        $"report-{random.NewName()}", person is null ? exported with { Ground = reason } : exported with { Reason = PersonalValue.Of(reason) }, person, clock.GetUtcNow(), actor.Name);

    async ValueTask<Outcome<long>> Record(Proposal proposal, CancellationToken cancel)
    {
        var submitted = await sequencer.Submit([proposal], cancel);
        return submitted.Receipts is { } receipts ? receipts[0].Index : submitted.Refusal ?? new(Refusals.Busy, "The report could not be recorded; ask again.");
    }

    /// <summary>An officer's command as an event to publish, under an id of its own.</summary>
    /// <param name="prefix">What its id begins with.</param>
    /// <param name="type">Its type, without <c>ledger</c> and version.</param>
    /// <param name="data">Its data, as it is published.</param>
    public ReadOnlyMemory<byte> Event<T>(string prefix, string type, T data) => JsonSerializer.SerializeToUtf8Bytes(
        new { specversion = "1.0", id = $"{prefix}-{random.NewName()}", source = Source, type = $"ledger.{type}.v1", time = clock.GetUtcNow(), data }, DocumentJson.Options);
}
