using System.Collections.Frozen;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>Reads the contacts of persons out of recorded events, as far as their keys live.</summary>
public static class SealedContacts
{
    static readonly FrozenSet<string> Types =
        EventCatalogue.All.Where(kind => SealedSlots.MayHoldContact(kind.Data)).Select(kind => kind.FullType).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The contacts in an event, each with the key it is sealed under; none where its type has no such field.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="origins">The origins of its journal.</param>
    /// <param name="vault">Where the keys are.</param>
    public static IReadOnlyList<(KeyName Key, string Contact)> In(Entry entry, LogOrigins origins, IKeyVault vault)
    {
        ArgumentNullException.ThrowIfNull(origins);
        if (EnvelopeGlance.Read(entry.Bytes.Span).Type is not { } type || !Types.Contains(type)) return [];
        var recorded = RecordedCodec.Read(entry);
        List<SealedSlot> values = [];
        SealedSlots.Collect(recorded.Data, values, []);
        var opener = new Opener(vault);
        List<(KeyName, string)> contacts = [];
        foreach (var slot in values)
        {
            if (!slot.Rule.IsContact || slot.Value.Sealed is not { } field) continue;
            var place = new FieldContext(origins.At(entry.Index), entry.Stream, recorded.Source, recorded.Id, slot.Pointer, field.KeyName);
            if (KeyName.Parse(field.KeyName) is { } key && opener.FieldKeyOf(field, place) is { } fieldKey && field.Open(place, fieldKey).Value is { } contact)
                contacts.Add((key, contact));
        }
        return contacts;
    }
}
