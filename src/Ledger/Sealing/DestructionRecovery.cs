using Ledger.Destruction;
using Ledger.Journal;

namespace Ledger.Sealing;

/// <summary>Finishes at start-up what a crash left between a durable destroying event and the destruction of its keys (DESIGN section 5).</summary>
public static class DestructionRecovery
{
    /// <summary>Carries out every destroying event the vault has not carried out yet; nothing may be served before.</summary>
    public static async Task Run(IJournal journal, IKeyVault vault, CancellationToken cancel)
    {
        var from = vault.DestroyedUpTo;
        var read = from;
        await foreach (var entry in journal.ReadAll(from, cancel))
        {
            if (Of(entry) is { } destroys) await vault.Destroy(destroys.Keys, destroys.Forget, entry.Index, cancel);
            read = entry.Index + 1;
        }
        if (read > from) await vault.AdvanceDestroyedUpTo(read, cancel);
    }

    /// <summary>What recording this event destroys, or null.</summary>
    public static KeyDestruction? Of(IEventData data, string? token) => data switch
    {
        PersonShredded shredded => new(Names(shredded.Keys), null),
        PersonForgotten forgotten => new(Names(forgotten.Keys), token),
        _ => null,
    };

    static KeyDestruction? Of(Entry entry)
    {
        var type = EnvelopeGlance.Read(entry.Bytes.Span).Type;
        if (type is null || !type.StartsWith("ledger.person.", StringComparison.Ordinal)) return null;
        var recorded = RecordedCodec.Read(entry);
        return Of(recorded.Data, recorded.Subject);
    }

    static KeyName[] Names(IReadOnlyList<string>? keys) =>
        [.. (keys ?? []).Select(k => KeyName.Parse(k) ?? throw new InvalidDataException("A destroying event names a key that is none."))];
}
