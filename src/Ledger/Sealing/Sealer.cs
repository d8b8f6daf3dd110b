using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>
/// Seals the personal values of an event and replaces the other persons it names by their tokens, in place. New keys, tokens and the hashes of contacts lie in the
/// vault's memory until it commits, which the sequencer does before the event is recorded.
/// </summary>
/// <param name="origin">The ledger's origin, bound into each field.</param>
/// <param name="vault">Where keys and tokens live.</param>
/// <param name="random">Fills salts and nonces.</param>
public sealed class Sealer(string origin, IKeyVault vault, FillRandom random)
{
    /// <summary>Seals everything in the data for its one place; returns the keys that were used, each once.</summary>
    public IReadOnlyList<KeyName> Seal(IEventData data, string stream, string source, string id, string? subject)
    {
        List<SealedSlot> values = [];
        List<PersonRef> persons = [];
        SealedSlots.Collect(data, values, persons);
        foreach (var person in persons) person.RecordAs(vault.TokenFor(person.Text));
        List<KeyName> keys = [];
        foreach (var slot in values)
        {
            if (slot.Value.Clear is not { } clear) continue;
            var owner = slot.Owner?.Text ?? subject ?? KeyName.OwnerOf(stream);
            var key = vault.CurrentKey(owner, slot.Rule.Class, slot.Rule.Category);
            var place = new FieldContext(origin, stream, source, id, slot.Pointer, key.Name.ToString());
            slot.Value.SealAs(SealedField.Seal(place, key.Bytes, clear, random));
            if (slot.Rule.IsContact) vault.NoteContact(key.Name, clear);
            if (!keys.Contains(key.Name)) keys.Add(key.Name);
        }
        return keys;
    }
}
