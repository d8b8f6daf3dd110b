using Ledger.Destruction;
using Ledger.Inquiries;
using Ledger.Journal;

namespace Ledger.Sealing;

/// <summary>Finishes at start-up what a crash left between a durable destroying event and the destruction of its keys (DESIGN section 5).</summary>
public static class DestructionRecovery
{
    /// <summary>Destroying events carried out in one write of the vault.</summary>
    const int BatchMax = 1000;

    static readonly string[] Prefixes = ["ledger.person.", "ledger.act.", "ledger.inquiry.answer-removed"];

    /// <summary>
    /// Carries out every destroying event the vault has not carried out yet; nothing may be served before. False where an event about a person or an act is of a
    /// newer version, which may destroy what only that version can tell: the vault is not to be told that all before the end was carried out.
    /// </summary>
    public static async Task<bool> Run(IJournal journal, IKeyVault vault, CancellationToken cancel)
    {
        var from = vault.DestroyedUpTo;
        var read = from;
        var known = true;
        List<DueDestruction> due = [];
        await foreach (var entry in journal.ReadAll(from, cancel))
        {
            if (MayDestroy(entry) is { } recorded)
            {
                known &= recorded.Data is not UnknownEvent;
                if (Of(recorded.Data, recorded.Subject) is { } destroys) due.Add(new(entry.Index, destroys.Keys, destroys.Forget));
                if (due.Count == BatchMax)
                {
                    await vault.Destroy(due, cancel);
                    due = [];
                }
            }
            if (known) read = entry.Index + 1;
        }
        if (due.Count > 0) await vault.Destroy(due, cancel);
        if (read > from) await vault.AdvanceDestroyedUpTo(read, cancel);
        return known;
    }

    /// <summary>What recording this event destroys, or null.</summary>
    public static KeyDestruction? Of(IEventData data, string? token) => data switch
    {
        PersonShredded shredded => new(Names(shredded.Keys), null),
        PersonForgotten forgotten => new(Names(forgotten.Keys), token),
        ActRemoved removed => new(Names(removed.Keys), null),
        AnswerRemoved removed => new(Names(removed.Keys), null),
        _ => null,
    };

    /// <summary>Whether the event destroys keys or, being of a newer version and of a type that can, might.</summary>
    public static bool MayDestroy(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.Data is UnknownEvent ? IsOfDestroying(recorded.Type) : Of(recorded.Data, recorded.Subject) is not null;
    }

    /// <summary>The event, where its type is one that destroys keys or, being of a newer version, might; else null.</summary>
    public static RecordedEvent? MayDestroy(Entry entry) =>
        EnvelopeGlance.Read(entry.Bytes.Span).Type is { } type && IsOfDestroying(type) ? RecordedCodec.Read(entry) : null;

    static bool IsOfDestroying(string type) => Prefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));

    static KeyName[] Names(IReadOnlyList<string>? keys) =>
        [.. (keys ?? []).Select(k => KeyName.Parse(k) ?? throw new InvalidDataException("A destroying event names a key that is none."))];
}
