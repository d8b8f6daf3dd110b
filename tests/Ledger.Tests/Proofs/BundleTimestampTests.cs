using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>
/// The file timestamps of a bundle. The events of Anna's answer are 1, 3, 4, 5 and 7, recorded on March 2, 4, 5, 6 and, event 7, on March 10 at 10:00:01.5; the bundle's
/// checkpoint is of 12.
/// </summary>
public sealed class BundleTimestampTests
{
    static readonly MadeUpAuthority Authority = new();

    [Test]
    public async Task The_earliest_over_each_event_and_the_newest_go_along_and_lead_to_the_checkpoint()
    {
        var ledger = new MadeUpLedger();
        foreach (var (size, day) in new[] { (1, 1), (4, 4), (5, 5), (7, 7), (9, 10) }) ledger.Stamp(size, Authority, Day(day, 11));
        ledger.OnPublish = () => ledger.Stamp(12, Authority, Day(12, 11));
        var files = await ledger.Export(ledger.AboutAnna);
        Assert.That(files.Files[^1].Name, Is.EqualTo("timestamps"));
        var verdict = files.Verify(ledger.Signer.VerifierKey, [Authority.Root]);
        Assert.That((verdict.Outcome, string.Join(' ', verdict.Faults)), Is.EqualTo((BundleOutcome.Genuine, "")));
        var stamping = verdict.Stamping!;
        Assert.That(stamping.Stamps.Select(stamp => (stamp.Size, stamp.Time, stamp.Trusted, stamp.Events)), Is.EqualTo(new[]
        {
            (4L, Day(4, 11), (bool?)true, 2L), (5L, Day(5, 11), true, 3L), (7L, Day(7, 11), true, 4L), (9L, Day(10, 11), true, 5L), (12L, Day(12, 11), true, 5L),
        }));
        // Event 1 waited longest: from March 2 to the stamp of March 4; no stamp lies between.
        Assert.That((stamping.EventsStamped, stamping.EventsNotStamped, stamping.LongestWaitSeconds), Is.EqualTo((5L, 0L, (2 * 24 * 3600) + 3598)));
        Assert.That(verdict.Notes.Select(note => note.Code), Has.None.StartsWith("timestamp").And.None.EqualTo("events-not-stamped"));
    }

    [Test]
    public async Task Without_certificates_they_count_and_it_is_said_that_nobody_checked_who_made_them()
    {
        var (ledger, files) = await Stamped();
        var verdict = files.Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(verdict.Notes.Select(note => note.Code), Has.Member("timestamp-signer-not-checked"));
        Assert.That(verdict.Stamping!.Stamps.Select(stamp => (stamp.Authority, stamp.Trusted)), Is.All.EqualTo(("Test TSA", (bool?)null)));
        Assert.That(verdict.Stamping.EventsStamped, Is.EqualTo(4));
        Assert.That(verdict.Notes.Single(note => note.Code == "events-not-stamped").Count, Is.EqualTo(1));
    }

    [Test]
    public async Task One_the_reader_does_not_trust_counts_for_nothing()
    {
        using var other = new MadeUpAuthority();
        var (ledger, files) = await Stamped();
        var verdict = files.Verify(ledger.Signer.VerifierKey, [other.Root]);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(verdict.Notes.Single(note => note.Code == "timestamp-signer-not-trusted").Count, Is.EqualTo(2));
        Assert.That((verdict.Stamping!.EventsStamped, verdict.Stamping.EventsNotStamped, verdict.Stamping.LongestWaitSeconds), Is.EqualTo((0L, 5L, (long?)null)));
        Assert.That(verdict.Stamping.Stamps.Select(stamp => (stamp.Trusted, stamp.Events)), Is.All.EqualTo(((bool?)false, 0L)));
    }

    [Test]
    public async Task A_recorded_time_behind_a_timestamp_over_the_event_is_told()
    {
        // Event 7 says March 10, and a stamp of March 9 covers it. Event 5 lies within what clocks may differ: four minutes.
        var ledger = new MadeUpLedger();
        ledger.Stamp(6, Authority, Day(6, 9).AddMinutes(56));
        ledger.Stamp(8, Authority, Day(9, 11));
        var verdict = (await ledger.Export(ledger.AboutAnna)).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Notes.Single(note => note.Code == "recorded-after-stamp").Count, Is.EqualTo(1));
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
    }

    [Test]
    public async Task A_later_size_that_was_stamped_earlier_is_the_better_witness()
    {
        var ledger = new MadeUpLedger();
        ledger.Stamp(4, Authority, Day(20, 0));
        ledger.Stamp(8, Authority, Day(11, 0));
        var verdict = (await ledger.Export(ledger.AboutAnna)).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Stamping!.Stamps.Select(stamp => stamp.Size), Is.EqualTo(new[] { 8L }));
        Assert.That(verdict.Stamping.EventsStamped, Is.EqualTo(5));
    }

    [Test]
    public async Task One_that_went_bad_where_it_was_kept_goes_into_no_bundle()
    {
        var ledger = new MadeUpLedger();
        ledger.Stamp(4, Authority, Day(4, 11));
        ledger.Stamp(8, Authority, Day(11, 11));
        ledger.Stamps[4].Token[^1] ^= 1;
        var verdict = (await ledger.Export(ledger.AboutAnna)).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(verdict.Stamping!.Stamps.Select(stamp => stamp.Size), Is.EqualTo(new[] { 8L }));
    }

    [Test]
    public async Task A_timestamp_from_before_the_key_was_changed_is_left_out_of_account()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (ledger, files) = await Stamped();
        ledger.Stamp(4, Authority, Day(4, 11), new NoteSigner(MadeUpLedger.Origin, key));
        var json = JsonNode.Parse(files.Text("timestamps"))!;
        (json["stamps"]![0]!["checkpoint"], json["stamps"]![0]!["token"]) = (ledger.Stamps[4].Note, Convert.ToBase64String(ledger.Stamps[4].Token));
        files.Edit("timestamps", _ => json.ToJsonString());
        var verdict = files.Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(verdict.Notes.Single(note => note.Code == "timestamp-of-older-key").Count, Is.EqualTo(1));
        Assert.That(verdict.Stamping!.Stamps.Select(stamp => stamp.Size), Is.EqualTo(new[] { 7L }));
    }

    [Test]
    public async Task Many_are_thinned_evenly_and_keep_both_ends()
    {
        var ledger = new MadeUpLedger();
        while (ledger.Entries.Count < 200) ledger.Add("data.rectified", MadeUpLedger.Boris, MadeUpLedger.Boris, "{}");
        foreach (var size in Enumerable.Range(1, 200)) ledger.Stamp(size, Authority, Day(1, 0).AddHours(size));
        var verdict = (await ledger.Export(ledger.AboutAnna with { Person = null, Inquiry = null })).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        var sizes = verdict.Stamping!.Stamps.Select(stamp => stamp.Size).ToList();
        Assert.That((sizes.Count, sizes[0], sizes[^1]), Is.EqualTo((64, 1L, 200L)));
        Assert.That(sizes.Zip(sizes.Skip(1), (one, next) => next - one), Is.All.InRange(3, 4));
    }

    [Test]
    public async Task A_log_that_is_not_stamped_says_nothing_of_it()
    {
        var ledger = new MadeUpLedger();
        var files = await ledger.Export(ledger.AboutAnna);
        Assert.That(files.Files.Select(file => file.Name), Has.None.EqualTo("timestamps"));
        Assert.That(files.Verify(ledger.Signer.VerifierKey).Stamping, Is.Null);
    }

    static IEnumerable<TestCaseData> Changes() =>
    [
        Change("token-of-another-note", FaultCode.TimestampOfAnother, stamps => stamps[0]!["token"] = (string)stamps[1]!["token"]!),
        Change("token-changed", FaultCode.TimestampWrong, stamps => stamps[0]!["token"] = Bent((string)stamps[0]!["token"]!)),
        Change("hash-changed", FaultCode.TimestampOfAnother, stamps => stamps[0]!["consistency"]![0] = Convert.ToBase64String(new byte[32])),
        Change("hash-missing", FaultCode.TimestampOfAnother, stamps => stamps[0]!["consistency"]!.AsArray().RemoveAt(0)),
        Change("hash-added", FaultCode.TimestampOfAnother, stamps => stamps[0]!["consistency"]!.AsArray().Add(Convert.ToBase64String(new byte[32]))),
        Change("proofs-swapped", FaultCode.TimestampOfAnother, stamps =>
            (stamps[0]!["consistency"], stamps[1]!["consistency"]) = (stamps[1]!["consistency"]!.DeepClone(), stamps[0]!["consistency"]!.DeepClone())),
        Change("root-changed", FaultCode.TimestampOfAnother, stamps => stamps[0]!["checkpoint"] = Line(stamps[0]!, 2, Convert.ToBase64String(new byte[32]))),
        Change("origin-changed", FaultCode.TimestampOfAnother, stamps => stamps[0]!["checkpoint"] = Line(stamps[0]!, 0, "ledger.example/other")),
        Change("size-beyond", FaultCode.TimestampOfAnother, stamps => stamps[1]!["checkpoint"] = Line(stamps[1]!, 1, "13")),
        Change("swapped", FaultCode.Malformed, stamps => (stamps[0], stamps[1]) = (stamps[1]!.DeepClone(), stamps[0]!.DeepClone())),
        Change("twice", FaultCode.Malformed, stamps => stamps.Add(stamps[1]!.DeepClone())),
        Change("none", FaultCode.Malformed, stamps => stamps.Clear()),
        Change("note-cut", FaultCode.Malformed, stamps => stamps[0]!["checkpoint"] = ((string)stamps[0]!["checkpoint"]!)[..^2]),
        Change("hash-short", FaultCode.Malformed, stamps => stamps[0]!["consistency"]![0] = Convert.ToBase64String(new byte[31])),
        Change("token-empty", FaultCode.Malformed, stamps => stamps[0]!["token"] = ""),
        Change("token-not-base64", FaultCode.Malformed, stamps => stamps[0]!["token"] = (string)stamps[0]!["token"]! + "\n"),
        Change("member-added", FaultCode.Malformed, stamps => stamps[0]!["more"] = 1),
        Change("member-missing", FaultCode.Malformed, stamps => stamps[0]!.AsObject().Remove("consistency")),
        Change("token-null", FaultCode.Malformed, stamps => stamps[0]!["token"] = null),
    ];

    [TestCaseSource(nameof(Changes))]
    public async Task A_changed_file_is_refused(string code, Action<JsonArray> change)
    {
        var (ledger, files) = await Stamped();
        var json = JsonNode.Parse(files.Text("timestamps"))!;
        change(json["stamps"]!.AsArray());
        files.Edit("timestamps", _ => json.ToJsonString());
        BundleAttack.AssertFault(files, ledger, code, "timestamps");
    }

    [TestCase("""{"format":"ledger.timestamps.v2","stamps":[]}"""), TestCase("[]"), TestCase(""), TestCase("{}"), TestCase("""{"stamps":[],"format":"ledger.timestamps.v1"}""")]
    public async Task A_file_of_another_kind_is_refused(string text)
    {
        var (ledger, files) = await Stamped();
        files.Edit("timestamps", _ => text);
        BundleAttack.AssertFault(files, ledger, FaultCode.Malformed, "timestamps");
    }

    [Test]
    public async Task The_manifest_cannot_list_it()
    {
        var (ledger, files) = await Stamped();
        files.Edit("manifest.json", text => text.Replace("\"files\":{", $"\"files\":{{\"timestamps\":\"{new string('0', 64)}\",", StringComparison.Ordinal));
        BundleAttack.AssertFault(files, ledger, FaultCode.FileMissing, "timestamps");
    }

    static async Task<(MadeUpLedger Ledger, BundleFiles Files)> Stamped()
    {
        var ledger = new MadeUpLedger();
        ledger.Stamp(4, Authority, Day(4, 11));
        ledger.Stamp(7, Authority, Day(7, 11));
        return (ledger, await ledger.Export(ledger.AboutAnna));
    }

    static TestCaseData Change(string name, string code, Action<JsonArray> change) => new TestCaseData(code, change).SetArgDisplayNames(name);

    /// <summary>The token with its signature's last byte changed.</summary>
    static string Bent(string token)
    {
        var bytes = Convert.FromBase64String(token);
        bytes[^1] ^= 1;
        return Convert.ToBase64String(bytes);
    }

    static string Line(JsonNode stamp, int at, string text)
    {
        var lines = ((string)stamp["checkpoint"]!).Split('\n');
        lines[at] = text;
        return string.Join('\n', lines);
    }

    static DateTimeOffset Day(int day, int hour) => new DateTimeOffset(2026, 3, 1, hour, 0, 0, TimeSpan.Zero).AddDays(day - 1);
}
