using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Destruction;

/// <summary>Holds a signature against the document that was issued: its hash is on record, sealed under the act's own key.</summary>
static class ActHash
{
    const string Pointer = "/data/sha256";

    /// <summary>Why the signature cannot stand, or null: it is of another document than the one issued last.</summary>
    public static Refusal? Differs(IReadOnlyList<RecordedEvent> history, ActSigned signed, LogOrigins origins, IKeyVault vault) =>
        history.LastOrDefault(happened => happened.Data is ActIssued) is { } issued && Opened(issued, origins, vault) is { } hash && hash != signed.Sha256.Clear
            ? new(ActRefusals.ActDiffers, "The document that was signed is not the one that was issued last.", "$.data.sha256")
            : null;

    static string? Opened(RecordedEvent issued, LogOrigins origins, IKeyVault vault)
    {
        if (((ActIssued)issued.Data).Sha256.Sealed is not { } field) return ((ActIssued)issued.Data).Sha256.Clear;
        var place = new FieldContext(origins.At(issued.Index), issued.Stream, issued.Source, issued.Id, Pointer, field.KeyName);
        return new Opener(vault).FieldKeyOf(field, place) is { } key ? field.Open(place, key).Value : null;
    }
}
