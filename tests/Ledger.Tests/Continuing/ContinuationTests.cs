using System.Security.Cryptography;
using System.Text;
using Ledger.Continuing;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Registers;
using Ledger.Tests.Projections;

namespace Ledger.Tests.Continuing;

/// <summary>Whether a journal may go on under another origin, and what it then begins with.</summary>
public sealed class ContinuationTests
{
    const string Old = "ledger.example/old", New = "ledger.example/new";

    const int Entries = 7;

    static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    MemoryJournal _journal = null!;
    MemoryCheckpoints _signed = null!;

    NoteSigner Signer => new(Old, _key);

    [OneTimeTearDown]
    public void Forget() => _key.Dispose();

    [SetUp]
    public async Task A_journal_of_some_events()
    {
        (_journal, _signed) = (new(Old), new());
        for (var at = 0; at < Entries; at++)
            await _journal.Append([new(at, "registers", at, PublicationKey.Of("/t", $"e-{at}"), Line(at))], default);
    }

    [TearDown]
    public async Task Close() => await _journal.DisposeAsync();

    [Test]
    public async Task It_begins_with_the_event_that_cites_the_old_checkpoint_at_the_head()
    {
        var note = Note(100, new byte[32]);
        var entry = (await First(New, note)).Value;
        var recorded = RecordedCodec.Read(entry);
        Assert.That((entry.Index, entry.Stream, entry.Sequence, recorded.Actor), Is.EqualTo((7L, "registers", 7L, "officer-1")));
        Assert.That(recorded.Data, Is.EqualTo(new LogContinued(Old, note)));
        Assert.That((recorded.Time, recorded.RecordedTime), Is.EqualTo((Now, Now)));
        Assert.That(await _journal.Continue(New, entry, default), Is.EqualTo(Appended.Yes));
    }

    [Test]
    public async Task Its_time_is_never_before_the_newest_event()
    {
        var entry = (await First(New, Note(100, new byte[32]), at: Now.AddYears(-9))).Value;
        Assert.That(RecordedCodec.Read(entry).RecordedTime, Is.EqualTo(new DateTimeOffset(2026, 3, 1, 0, 0, 6, TimeSpan.Zero)));
    }

    [TestCase(0), TestCase(3), TestCase(Entries)]
    public async Task A_checkpoint_that_the_journal_reaches_must_be_of_its_tree(int size)
    {
        Assert.That((await First(New, Note(size, await Root(size)))).Refusal, Is.Null);
        Assert.That((await First(New, Note(size, SHA256.HashData([1])))).Refusal?.Code, Is.EqualTo(ContinuationRefusals.JournalDiffers));
    }

    [Test]
    public async Task Every_checkpoint_in_the_list_is_held_to_the_journal_as_far_as_it_reaches()
    {
        await Keep(2, await Root(2));
        await Keep(50, SHA256.HashData([2]));
        Assert.That((await First(New, null)).Refusal, Is.Null);
        await Keep(5, SHA256.HashData([3]));
        Assert.That((await First(New, null)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.JournalDiffers));
    }

    [TestCase(90, 50), TestCase(50, 90)]
    public async Task Of_what_is_given_and_what_is_in_the_list_the_larger_is_cited(int given, int listed)
    {
        await Keep(listed, new byte[32]);
        var cited = (LogContinued)RecordedCodec.Read((await First(New, Note(given, new byte[32]))).Value).Data;
        Assert.That(Checkpoint.Open(cited.Checkpoint, Signer.VerifierKey)?.Size, Is.EqualTo(90));
    }

    [Test]
    public async Task Some_checkpoint_must_be_known() =>
        Assert.That((await First(New, null)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointMissing));

    [TestCase("")]
    [TestCase("ledger.example/old\n9\n")]
    [TestCase("not a note")]
    public async Task What_is_no_checkpoint_is_not_cited(string note) =>
        Assert.That((await First(New, note)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointMalformed));

    [Test]
    public async Task A_note_that_no_event_can_hold_is_refused()
    {
        var line = Note(9, new byte[32]).Split('\n')[^2] + "\n";
        var crowded = Note(9, new byte[32]) + string.Concat(Enumerable.Repeat(line, 40));
        Assert.That(SignedNote.Parse(crowded), Is.Not.Null);
        Assert.That((await First(New, crowded)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointMalformed));
    }

    [Test]
    public async Task Another_logs_checkpoint_or_key_is_refused()
    {
        var theirs = new NoteSigner("ledger.example/theirs", _key);
        var note = theirs.Sign(new Checkpoint("ledger.example/theirs", 9, new byte[32]).ToString());
        Assert.That((await First(New, note)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointOfAnother));
        Assert.That((await First(New, Note(9, new byte[32]), theirs.VerifierKey)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointOfAnother));
    }

    [Test]
    public async Task Where_the_old_key_is_known_it_must_have_signed()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var note = Note(9, new byte[32]);
        Assert.That((await First(New, note, new NoteSigner(Old, other).VerifierKey)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointUnsigned));
        Assert.That((await First(New, note.Replace("\n9\n", "\n8\n", StringComparison.Ordinal), Signer.VerifierKey)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointUnsigned));
        Assert.That((await First(New, note, Signer.VerifierKey)).Refusal, Is.Null);
    }

    [TestCase(Old, ContinuationRefusals.OriginUsed)]
    [TestCase("", ContinuationRefusals.OriginInvalid)]
    [TestCase("two words", ContinuationRefusals.OriginInvalid)]
    [TestCase("a+b", ContinuationRefusals.OriginInvalid)]
    public async Task The_new_origin_is_a_name_the_log_never_had(string origin, string code) =>
        Assert.That((await First(origin, Note(9, new byte[32]))).Refusal?.Code, Is.EqualTo(code));

    ValueTask<Outcome<Entry>> First(string origin, string? note, VerifierKey? key = null, DateTimeOffset? at = null) =>
        new Continuation(_journal, _signed).First(new(origin, note, key, "officer-1"), at ?? Now, default);

    string Note(long size, byte[] root) => Signer.Sign(new Checkpoint(Old, size, root).ToString());

    async Task Keep(long size, byte[] root) => await _signed.Add(new(size, root, Note(size, root)), default);

    async Task<byte[]> Root(int size)
    {
        var tree = new Frontier();
        await foreach (var entry in _journal.ReadAll(0, default))
            if (tree.Size < size) tree.Append(MerkleTree.LeafHash(entry.Bytes.Span));
        return tree.Root();
    }

    static byte[] Line(int at) => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"e-{{at}}","source":"/t","type":"ledger.log.key-rotated.v1","time":"2026-03-01T00:00:00Z","recordedtime":"2026-03-01T00:00:0{{at}}Z","stream":"registers","sequence":{{at}},"actor":"ledger","data":{"fingerprint":"{{new string('0', 64)}}"} }""");
}
