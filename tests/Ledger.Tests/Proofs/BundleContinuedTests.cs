using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>Bundles of a log that went on under another origin: fields of before open under the name of before, and where that ends is held to the events.</summary>
public sealed class BundleContinuedTests
{
    const string Before = "ledger.example/before";

    /// <summary>The index of the event that tells of it.</summary>
    const int Place = 9;

    static readonly EarlierOrigin[] Earlier = [new(Place, Before)];

    [Test]
    public async Task Fields_of_before_and_after_open_each_under_its_origin()
    {
        var ledger = new MadeUpLedger(Before);
        var verdict = (await ledger.Export(ledger.AboutAnna with { Earlier = Earlier })).Verify(ledger.Signer.VerifierKey);
        Assert.That((verdict.Outcome, verdict.Faults, verdict.FieldsOpened), Is.EqualTo((BundleOutcome.Genuine, Array.Empty<BundleFault>(), 4L)));
        Assert.That(verdict.Scope!.Earlier, Is.EqualTo(Earlier));
        Assert.That(verdict.Notes.Single(note => note.Code == "log-continued").Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_bundle_of_everything_holds_the_event_that_tells_of_it()
    {
        var (ledger, files) = await Whole();
        Assert.That(files.Verify(ledger.Signer.VerifierKey).Faults, Is.Empty);
    }

    [TestCase("\"before\":9", "\"before\":8", new long[] { 8, 9 })]
    [TestCase("\"before\":9", "\"before\":10", new long[] { 9, 10 })]
    [TestCase(Before, "ledger.example/other", new long[] { 9 })]
    [TestCase(""","earlier":[{"before":9,"origin":"ledger.example/before"}]""", "", new long[] { 9 })]
    public async Task A_scope_that_tells_otherwise_than_the_events_is_refused(string said, string instead, long[] indexes)
    {
        var (ledger, files) = await Whole();
        files.Edit("scope.json", text => text.Replace(said, instead, StringComparison.Ordinal));
        var faults = files.RebuildManifest().Verify(ledger.Signer.VerifierKey).Faults;
        Assert.That(faults.Where(f => f.Code == FaultCode.OtherLog).Select(f => f.Index), Is.EqualTo(indexes));
    }

    [Test]
    public async Task A_field_of_before_does_not_open_under_the_name_of_today()
    {
        var ledger = new MadeUpLedger(Before);
        var files = await ledger.Export(ledger.AboutAnna with { Earlier = Earlier });
        files.Edit("scope.json", text => text.Replace(Before, "ledger.example/other", StringComparison.Ordinal));
        var faults = files.RebuildManifest().Verify(ledger.Signer.VerifierKey).Faults;
        Assert.That(faults.Where(f => f.Code == FaultCode.FieldNotAuthentic).Select(f => f.Index), Is.EqualTo(new[] { 1L, 3, 7 }));
    }

    [Test]
    public void A_log_that_was_never_continued_has_no_such_member() =>
        Assert.That(Encoding.UTF8.GetString(new BundleScope { Origin = "o", Known = 1 }.ToUtf8()), Does.Not.Contain("earlier"));

    [TestCase("""[{"before":5,"origin":"a"}]""", true)]
    [TestCase("""[{"before":5,"origin":"a"},{"before":6,"origin":"b"}]""", true)]
    [TestCase("""[{"before":20,"origin":"a"}]""", true)]
    [TestCase("""[{"before":21,"origin":"a"}]""", false)]
    [TestCase("[]", false)]
    [TestCase("null", false)]
    [TestCase("{}", false)]
    [TestCase("[5]", false)]
    [TestCase("""[{"before":0,"origin":"a"}]""", false)]
    [TestCase("""[{"before":-1,"origin":"a"}]""", false)]
    [TestCase("""[{"before":05,"origin":"a"}]""", false)]
    [TestCase("""[{"before":5.0,"origin":"a"}]""", false)]
    [TestCase("""[{"before":"5","origin":"a"}]""", false)]
    [TestCase("""[{"before":5,"origin":""}]""", false)]
    [TestCase("""[{"before":5,"origin":null}]""", false)]
    [TestCase("""[{"origin":"a","before":5}]""", false)]
    [TestCase("""[{"before":5}]""", false)]
    [TestCase("""[{"before":5,"origin":"a","more":1}]""", false)]
    [TestCase("""[{"before":6,"origin":"a"},{"before":5,"origin":"b"}]""", false)]
    [TestCase("""[{"before":5,"origin":"a"},{"before":5,"origin":"b"}]""", false)]
    [TestCase("""[{"before":5,"origin":"a"},{"before":6,"origin":"a"}]""", false)]
    [TestCase("""[{"before":5,"origin":"ledger.example/test"}]""", false)]
    public void Earlier_origins_have_one_form(string earlier, bool taken)
    {
        var json = Encoding.UTF8.GetString(new BundleScope { Origin = MadeUpLedger.Origin, Known = 20 }.ToUtf8());
        var scope = BundleScope.Parse(Encoding.UTF8.GetBytes(json.Replace("\"known\":20", $"\"known\":20,\"earlier\":{earlier}", StringComparison.Ordinal)));
        Assert.That(scope is not null, Is.EqualTo(taken));
        if (scope is not null) Assert.That(Encoding.UTF8.GetString(scope.ToUtf8()), Does.Contain($"\"earlier\":{earlier}"));
    }

    static async Task<(MadeUpLedger, BundleFiles)> Whole()
    {
        var ledger = new MadeUpLedger(Before);
        return (ledger, await ledger.Export(new() { Origin = MadeUpLedger.Origin, Earlier = Earlier, Opened = true, Known = ledger.Newest }));
    }
}
