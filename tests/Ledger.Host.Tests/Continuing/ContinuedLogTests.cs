using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Registers;
using Ledger.Sealing;
using static Ledger.Host.Tests.Continuing.ContinuedPlace;

namespace Ledger.Host.Tests.Continuing;

/// <summary>A copy that is shorter than what was signed goes on under a new origin (DESIGN section 6): what was before stays readable and provable.</summary>
public sealed class ContinuedLogTests
{
    ContinuedPlace _place = null!;
    byte[] _before = null!;
    VerifierKey _oldKey = null!;
    string _newestNote = null!;
    long _copied, _signed;

    [SetUp]
    public async Task A_copy_and_a_source_that_went_on()
    {
        _place = new();
        await using (var ledger = await _place.Open("source"))
        {
            await Publish(ledger, Lines.Registered("a-1", "anna"), Lines.OptedIn("a-2", "anna", "anna@example.com"), Lines.Registered("b-1", "boris"));
            _before = await Export(ledger, "anna");
            _oldKey = KeyOf(ledger);
            _copied = await ledger.Get<IJournal>().Count(default);
        }
        _place.Copy("source", "copy");
        await using (var ledger = await _place.Open("source"))
        {
            await Publish(ledger, Lines.OptedIn("lost-1", "boris", "boris@example.com"), Lines.Registered("lost-2", "clara"), Lines.Registered("lost-3", "dmitri"));
            var signed = await Signed(ledger);
            (_newestNote, _signed) = (signed.Note, signed.Size);
        }
    }

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public async Task What_was_before_and_what_comes_after_open_and_verify_each_under_its_key()
    {
        var continued = (await _place.Continue("copy", _newestNote)).Value;
        Assert.That(continued, Is.EqualTo(new LogContinuation(Old, New, _copied, _signed)));

        await using var ledger = await _place.Open("copy");
        var receipts = await Publish(ledger, Lines.OptedIn("a-3", "anna", "anna@new.example"), Lines.OptedIn("lost-1", "boris", "boris@example.com"));
        Assert.That(receipts.Select(r => (r.Index, r.Duplicate)), Is.EqualTo(new[] { (_copied + 1, false), (_copied + 2, false) }), "what was lost is new again");
        Assert.That(await Values(ledger, "anna"), Is.SupersetOf(new[] { "anna", "anna@example.com", "anna@new.example" }));
        var newKey = KeyOf(ledger);
        Assert.That((newKey.Name, newKey.Fingerprint == _oldKey.Fingerprint), Is.EqualTo((New, false)));

        var after = Verify(await Export(ledger, "anna"), newKey);
        Assert.That((after.Outcome, after.PersonId, after.Faults), Is.EqualTo((BundleOutcome.Genuine, "anna", Array.Empty<BundleFault>())));
        Assert.That(after.Scope!.Earlier, Is.EqualTo(new[] { new EarlierOrigin(_copied, Old) }));
        Assert.That(after.Notes.Select(note => note.Code), Does.Contain("log-continued"));
        Assert.That(Verify(_before, _oldKey).Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(Verify(_before, newKey).Faults.Select(f => f.Code), Does.Contain(FaultCode.KeyNotTrusted));
        await IsWhole(ledger);
    }

    [Test]
    public async Task The_first_event_of_its_own_cites_what_the_source_signed_and_a_bundle_of_everything_holds_it()
    {
        await _place.Continue("copy", _newestNote);
        await using var ledger = await _place.Open("copy");
        var first = await At(ledger, _copied);
        Assert.That((first.Data, first.Stream, first.Actor), Is.EqualTo(((IEventData)new LogContinued(Old, _newestNote), "registers", "officer-1")));
        var whole = Verify(await Export(ledger, null), KeyOf(ledger));
        Assert.That((whole.Outcome, whole.Faults), Is.EqualTo((BundleOutcome.Genuine, Array.Empty<BundleFault>())));
        Assert.That(whole.FieldsOpened, Is.GreaterThan(0));
    }

    [Test]
    public async Task Nothing_is_signed_under_the_old_origin_any_more()
    {
        await _place.Continue("copy", _newestNote);
        for (var time = 0; time < 2; time++)
        {
            await using var ledger = await _place.Open("copy", origin: Old);
            await Publish(ledger, Lines.Registered($"n-{time}", $"nina{time}"));
            var signed = await Signed(ledger);
            Assert.That((Checkpoint.Open(signed.Note, KeyOf(ledger))?.Origin, signed.Size), Is.EqualTo((New, _copied + 2 + time)));
            Assert.That(Checkpoint.Open(signed.Note, _oldKey), Is.Null);
            Assert.That(await ledger.Get<IKeyVault>().RemoveSecret("log-key", default), Is.False, "the old private key has gone");
            Assert.That(ledger.Get<IJournal>().Origin, Is.EqualTo(New));
            await IsWhole(ledger);
        }
    }

    [Test]
    public async Task Without_a_note_the_newest_in_the_folder_is_cited()
    {
        _place.Copy("source", "copy", "checkpoints.db");
        Assert.That(async () => await _place.Open("copy"), Throws.InstanceOf<LogContradictedException>().With.Message.Contains("ledger restore"));
        Assert.That((await _place.Continue("copy")).Value.CitedSize, Is.EqualTo(_signed));
        await using var ledger = await _place.Open("copy");
        await IsWhole(ledger);
    }

    [Test]
    public async Task A_log_can_go_on_more_than_once()
    {
        await _place.Continue("copy", _newestNote);
        byte[] second;
        VerifierKey secondKey;
        await using (var ledger = await _place.Open("copy"))
        {
            await Publish(ledger, Lines.OptedIn("a-3", "anna", "anna@second.example"));
            (second, secondKey) = (await Export(ledger, "anna"), KeyOf(ledger));
        }
        var third = (await _place.Continue("copy", origin: "ledger.test/third")).Value;
        Assert.That(third.PreviousOrigin, Is.EqualTo(New));
        await using (var ledger = await _place.Open("copy"))
        {
            await Publish(ledger, Lines.OptedIn("a-4", "anna", "anna@third.example"));
            Assert.That(await Values(ledger, "anna"), Is.SupersetOf(new[] { "anna@example.com", "anna@second.example", "anna@third.example" }));
            var verdict = Verify(await Export(ledger, "anna"), KeyOf(ledger));
            Assert.That((verdict.Outcome, verdict.Scope!.Earlier), Is.EqualTo((BundleOutcome.Genuine, new EarlierOrigin[] { new(_copied, Old), new(third.Index, New) })));
            await IsWhole(ledger);
        }
        Assert.That((Verify(_before, _oldKey).Outcome, Verify(second, secondKey).Outcome), Is.EqualTo((BundleOutcome.Genuine, BundleOutcome.Genuine)));
    }

    static async Task<RecordedEvent> At(EmbeddedLedger ledger, long index)
    {
        await foreach (var entry in ledger.Get<IJournal>().ReadAll(index, default)) return RecordedCodec.Read(entry);
        throw new InvalidOperationException("Nothing is recorded there.");
    }
}
