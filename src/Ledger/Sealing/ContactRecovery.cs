using Ledger.Journal;

namespace Ledger.Sealing;

/// <summary>
/// Notes, once, the contacts that were recorded before the vault could find anybody by one: every event is read, and what can still be opened is noted. A
/// crash in between has it done again.
/// </summary>
public static class ContactRecovery
{
    /// <summary>Contacts noted in one write of the vault.</summary>
    const int BatchMax = 5000;

    /// <summary>Notes them, unless all are; what was to be destroyed must have gone before.</summary>
    public static async Task Run(IJournal journal, IKeyVault vault, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(vault);
        if (vault.ContactsNoted) return;
        var waiting = 0;
        await foreach (var entry in journal.ReadAll(0, cancel))
        {
            foreach (var (key, contact) in SealedContacts.In(entry, journal.Origins, vault))
            {
                vault.NoteContact(key, contact);
                waiting++;
            }
            if (waiting < BatchMax) continue;
            await vault.Commit(cancel);
            waiting = 0;
        }
        await vault.Commit(cancel);
        await vault.SetContactsNoted(cancel);
    }
}
