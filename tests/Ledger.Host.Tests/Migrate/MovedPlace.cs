using System.Text;
using Ledger.Access;
using Ledger.Host.Answers;
using Ledger.Host.Migrate;
using Ledger.Host.Terminal;
using Ledger.Host.Tests.Answers;
using Ledger.Host.Tests.Continuing;
using Ledger.Host.Tests.Server;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Listening;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Storage.Tests.Postgres;

namespace Ledger.Host.Tests.Migrate;

/// <summary>
/// A ledger with everything a move must bring along, in this process: two origins, people of whom one was shredded and one forgotten, an API key, a webhook, a
/// deposited answer, a timestamp; and what was given out before it moves.
/// </summary>
sealed class MovedPlace : IDisposable
{
    public const string Source = "moved", Inquiry = "q-7";

    static readonly byte[] Master = [.. Enumerable.Range(7, 32).Select(n => (byte)n)];
    static readonly Actor Officer = new("officer-1", Role.Officer), Administrator = new("admin-1", Role.Administrator);

    readonly ContinuedPlace _folders = new();

    public byte[] Answer { get; } = Answered.File(200_000, 7);

    /// <summary>Bundles of before: of the first origin, and of the present one.</summary>
    public byte[] OldBundle { get; private set; } = [];

    public byte[] Bundle { get; private set; } = [];

    public VerifierKey OldKey { get; private set; } = null!;

    public VerifierKey Key { get; private set; } = null!;

    public Receipt Receipt { get; private set; } = null!;

    public TlogProof Proof { get; private set; } = null!;

    public string ApiKey { get; private set; } = "";

    public string Webhook { get; private set; } = "";

    public Settings Embedded(string folder) => new(_folders.At(folder), ContinuedPlace.Old, Officer, LegalClock.Moscow, PublishingRules.Default);

    /// <summary>A new database, and a folder for answers beside it.</summary>
    public async Task<Settings> Database(string folder, string? login = null) => Embedded(folder) with { Postgres = new(new(new(login ?? await TestPostgres.NewDatabase()), null, Master)) };

    public async Task Tell()
    {
        string note;
        await using (var ledger = await _folders.Open("source"))
        {
            await ContinuedPlace.Publish(ledger, Lines.OptedIn("a-1", "anna", "anna@example.com"), Lines.OptedIn("b-1", "boris", "boris@example.com"), Lines.OptedIn("v-1", "vera", "vera@example.com"));
            await ContinuedPlace.Publish(ledger, Published.Shredded("b-2", "boris"));
            await ContinuedPlace.Publish(ledger, Published.Shredded("v-2", "vera"));
            await ContinuedPlace.Publish(ledger, Published.Forgotten("v-3", "vera"));
            (OldBundle, OldKey) = (await ContinuedPlace.Export(ledger, "anna"), ContinuedPlace.KeyOf(ledger));
        }
        _folders.Copy("source", Source);
        await using (var ledger = await _folders.Open("source"))
        {
            await ContinuedPlace.Publish(ledger, Lines.Registered("lost-1", "clara"));
            note = (await ContinuedPlace.Signed(ledger)).Note;
        }
        Assert.That((await _folders.Continue(Source, note)).Refusal, Is.Null);
        await using (var ledger = await _folders.Open(Source)) await Work(ledger);
    }

    /// <summary>Moves a ledger; it must succeed.</summary>
    public static async Task<MovedLedger> Move(Settings from, Settings to, CancellationToken cancel = default)
    {
        var outcome = await Try(from, to, cancel);
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value;
    }

    public static Task<Outcome<MovedLedger>> Try(Settings from, Settings to, CancellationToken cancel = default) =>
        new LedgerMove(from, to, TimeProvider.System, Randomness.System, static what => new Progress(what, visible: false)).Run(cancel);

    public static Task<EmbeddedLedger> Open(Settings settings) => EmbeddedLedger.Open(settings, TimeProvider.System, Randomness.System, default);

    /// <summary>The file that was sent, as the ledger keeps it.</summary>
    public static async Task<byte[]> Fetched(EmbeddedLedger ledger)
    {
        var outcome = await ledger.Mediator.Send(new FetchAnswer(Inquiry, "case-7", Officer));
        Assert.That(outcome.Refusal, Is.Null);
        await using var fetched = outcome.Value.File;
        using var all = new MemoryStream();
        await fetched.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Every file of a folder, byte for byte.</summary>
    public IReadOnlyList<string> Fingerprint(string folder) =>
    [
        .. Directory.EnumerateFiles(_folders.At(folder), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Answered.Sha256(File.ReadAllBytes(file))} {File.GetLastWriteTimeUtc(file):O}"),
    ];

    public void Copy(string from, string to) => _folders.Copy(from, to);

    public string At(params string[] parts) => Path.Combine([_folders.Root, .. parts]);

    public void Dispose() => _folders.Dispose();

    async Task Work(EmbeddedLedger ledger)
    {
        Receipt = (await ContinuedPlace.Publish(ledger, Lines.OptedIn("a-2", "anna", "anna@new.example"), Lines.Registered("d-1", "dmitri")))[0];
        await ContinuedPlace.Publish(ledger, Reads.Inquired("i-1", "anna", Inquiry), Answered.Answer("i-2", "anna", Inquiry, Answer));
        Assert.That((await ledger.Mediator.Send(new DepositAnswer(Inquiry, "application/zip", new MemoryStream(Answer), Officer))).Refusal, Is.Null);
        ApiKey = (await ledger.Mediator.Send(new IssueApiKey(new("panel", Role.Publisher), "order 1", Administrator))).Value.Key;
        Webhook = (await ledger.Get<Subscribers>().Add(new("panel", "https://hooks.example/ledger", [], []), default)).Value.Row.Id;
        Bundle = await ContinuedPlace.Export(ledger, "anna");
        Key = ContinuedPlace.KeyOf(ledger);
        var signed = await ContinuedPlace.Signed(ledger);
        Proof = (await ledger.Get<TransparencyLog>().Prove(Receipt.Index, default))!;
        await ledger.Get<Ledger.Stamps.ICheckpointStamps>().AddStamp(new(signed, new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), Encoding.ASCII.GetBytes("a token")), default);
    }
}
