using System.Text;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Host.Backup;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Drill;

/// <summary>
/// The copy of a ledger that a drill works on: in a folder of its own, under a made-up name and key, so that nothing is ever signed in the ledger's name.
/// </summary>
sealed class DrilledLedger(EmbeddedLedger ledger, string subject) : IAsyncDisposable
{
    /// <summary>Who acts in a drill.</summary>
    public static Actor Actor { get; } = new("drill", Role.Administrator);

    /// <summary>Copies a data folder, whoever holds it, and has the copy go on under another name.</summary>
    public static async Task<Refusal?> Copy(string data, string copy, string origin, TimeProvider clock, FillRandom random, Func<string, Terminal.Progress> progress, CancellationToken cancel)
    {
        BackupPlace.PrivateFolder(copy);
        var lists = Directory.EnumerateFiles(data, "checkpoints*.db").Order(StringComparer.Ordinal).ToList();
        var signed = lists.OrderBy(list => list.Length).SelectMany(CheckpointsCopy.Read).LastOrDefault();   // checkpoints.db, checkpoints-2.db …
        var copies = new FolderCopies(data);
        using (var copying = progress("Pages of the journal copied")) copies.Journal(Path.Combine(copy, "journal.db"), (done, of) => copying.Report(done, of), cancel);
        using (var copying = progress("Rows of the vault copied")) copies.Vault(Path.Combine(copy, "vault.db"), (done, of) => copying.Report(done, of), cancel);
        if (Path.Combine(data, "master.key") is var master && File.Exists(master)) await RestoredFolder.Copy(master, copy, cancel);
        return (await ContinuedLog.Begin(copy, new(origin, signed?.Note, null, Actor.Name), clock, random, cancel)).Refusal;
    }

    public static async Task<DrilledLedger> Open(Settings settings, string subject, TimeProvider clock, FillRandom random, CancellationToken cancel) =>
        new(await EmbeddedLedger.Open(settings, clock, random, cancel), subject);

    /// <summary>Records a made-up person with a contact.</summary>
    public async Task<Refusal?> MakeUp(CancellationToken cancel)
    {
        var line = $$$"""{"specversion":"1.0","id":"made-up","source":"/drill","type":"ledger.messaging.opted-in.v1","subject":"{{{subject}}}","time":"{{{Documents.DocumentJson.Text(ledger.Get<TimeProvider>().GetUtcNow())}}}","data":{"kind":"news","channels":["email"],"contact":"somebody@drill.invalid"}}""";
        return (await ledger.Mediator.Send(new PublishEvents([Encoding.UTF8.GetBytes(line)], Actor), cancel)).Refusal;
    }

    /// <summary>The names of the person's content keys; empty where there is no such person.</summary>
    public KeyName[] ContentKeys() =>
        Token() is { } token ? [.. ledger.Get<IKeyVault>().KeysOf(token).Where(key => key.Class == KeyClass.Content)] : [];

    public async Task<TakenBackup> Backup(BackupPlan plan, TimeProvider clock, FillRandom random, Func<string, Terminal.Progress> progress, CancellationToken cancel)
    {
        using var vaults = BackupPlace.Hold(plan.Vaults!);
        var recorder = new BackupRecorder(ledger.Get<IJournal>(), ledger.Get<Preparer>(), ledger.Get<Sequencer>(), ledger.Get<ITransparency>(), clock, Actor.Name);
        return await new BackupTaking(plan, new FolderSource(plan.Data, progress), recorder, clock, random, progress).Run(vaults, cancel);
    }

    /// <summary>Destroys the person's content keys as an officer would, but asks no decider: what stands in the way on the real ledger is no matter here.</summary>
    public async Task Shred(KeyName[] keys, CancellationToken cancel)
    {
        var shredded = new PersonShredded(DestructionReason.Withdrawal, [], Keys: [.. keys.Select(key => key.ToString())]);
        var prepared = ledger.Get<Preparer>().Write("drill-shredded", shredded, Token(), ledger.Get<TimeProvider>().GetUtcNow(), Actor.Name);
        var submitted = await ledger.Get<Sequencer>().Submit([new(prepared with { Destroys = DestructionRecovery.Of(shredded, Token()) })], cancel);
        if (submitted.Receipts is null) throw new InvalidOperationException("The drill could not record a destruction.");
    }

    /// <summary>How many of the person's values under content keys open.</summary>
    public async Task<int> Opened(CancellationToken cancel)
    {
        if (Token() is not { } token) return 0;
        var opened = 0;
        await foreach (var entry in ledger.Get<IJournal>().Read(token, 0, cancel))
        {
            using var document = System.Text.Json.JsonDocument.Parse(entry.Bytes);
            foreach (var (pointer, field) in SealedFields.In(document.RootElement))
                if (KeyName.Parse(field.KeyName)?.Class == KeyClass.Content && Sheets.OpenedField.Of(entry, pointer, ledger.Get<IJournal>().Origins, ledger.Get<IKeyVault>()) is not null) opened++;
        }
        return opened;
    }

    /// <summary>The reason of the answer to "may I?", and whether it is yes.</summary>
    public async Task<(bool Yes, string Reason)> May(CancellationToken cancel)
    {
        var question = new PermissionQuestion("contact", ledger.Get<TimeProvider>().GetUtcNow()) { Kind = "news", Channel = "email" };
        var outcome = await ledger.Mediator.Send(new AskMay(subject, question, false, null, Actor), cancel);
        return outcome.Refusal is { } refusal ? (false, refusal.Code) : (outcome.Value.Value.Allowed, outcome.Value.Value.Reason);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    string? Token() => ledger.Get<IKeyVault>().FindToken(subject);
}
