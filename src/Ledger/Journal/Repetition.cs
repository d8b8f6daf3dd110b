using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>Judges a publication whose source and id are recorded already (DESIGN section 4): the same again, or something else under the same name.</summary>
static class Repetition
{
    /// <summary>Null where it is the same publication again; otherwise why it is not.</summary>
    public static Refusal? Judge(Entry earlier, PreparedEvent proposed, IKeyVault vault)
    {
        var recorded = EnvelopeGlance.Read(earlier.Bytes.Span);
        if (recorded.Subject != proposed.Subject)
            return new(Refusals.PublicationNamesAnother, "An event with this source and id is recorded already and concerns another person.", "$.subject");
        if (recorded.PublishedHash is null || recorded.PublishedHash == proposed.PublishedHash) return null;
        return vault.IsDestroyed(PublishedHashes.KeyOf(recorded.PublishedHash, recorded.Subject))
            ? null   // shredded: its content can no longer be compared
            : new(Refusals.PublicationDiffers, "An event with this source and id is recorded already with other content.", "$.id");
    }
}
