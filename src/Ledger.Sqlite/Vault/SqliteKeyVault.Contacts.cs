using Ledger.Sealing;

namespace Ledger.Sqlite;

/// <content>Finding persons by a contact they named.</content>
public sealed partial class SqliteKeyVault
{
    readonly byte[] _contactKey;   // of the lookup key, but never to be had by a user id that is made for it
    bool _contactsNoted;

    /// <inheritdoc/>
    public bool ContactsNoted => Volatile.Read(ref _contactsNoted);

    /// <inheritdoc/>
    public void NoteContact(KeyName key, string contact)
    {
        var noted = new NewContact(key, Lookup.Of(ContactForm.Of(contact), _contactKey));
        lock (_gate)
        {
            if (_destroyed.Contains(key) || _keys.Has(noted) || (!_keys.IsNew(key) && Reading(() => _file.Contacts.Has(noted)))) return;
            _keys.AddNew(noted);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FindByContact(string contact)
    {
        var lookup = Lookup.Of(ContactForm.Of(contact), _contactKey);
        lock (_gate) return [.. Reading(() => _file.Contacts.Owners(lookup)).Concat(_keys.OwnersOf(lookup)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public ValueTask SetContactsNoted(CancellationToken cancel) => Write(() =>
    {
        _file.InTransaction(_file.Contacts.SetNoted);
        Volatile.Write(ref _contactsNoted, true);
    }, cancel);
}
