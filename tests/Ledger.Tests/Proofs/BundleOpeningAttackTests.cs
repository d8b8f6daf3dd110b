namespace Ledger.Tests.Proofs;

/// <summary>What can be done to a bundle's openings and to the table made from them.</summary>
public sealed class BundleOpeningAttackTests
{
    [Test]
    public async Task A_changed_opening_is_named()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var lines = files.Lines("openings.json");
        lines[2] = lines[2].Replace("\"key\":\"", "\"key\":\"AAAA", StringComparison.Ordinal).Remove(lines[2].IndexOf("\"key\":\"", StringComparison.Ordinal) + 11, 4);
        files.SetLines("openings.json", lines);
        BundleAttack.AssertFault(files, ledger, "opening-wrong", "openings.json", 3);
        BundleAttack.AssertFault(files, ledger, "file-changed", "openings.json");
        BundleAttack.AssertFault(files.Rebuild(ledger, BundleAttack.Own), ledger, "opening-wrong", "openings.json", 3);
    }

    [Test]
    public async Task A_missing_opening_is_noticed()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var lines = files.Lines("openings.json");
        lines.RemoveAt(1);
        files.SetLines("openings.json", lines);
        BundleAttack.AssertFault(files, ledger, "person-not-opened", "openings.json", 1);
        BundleAttack.AssertFault(files, ledger, "file-changed", "openings.json");
        BundleAttack.AssertFault(files, ledger, "csv-differs", "events.csv", 1);
        files.Rebuild(ledger, BundleAttack.Own);
        BundleAttack.AssertFault(files, ledger, "person-not-opened", "openings.json", 1);
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
    }

    [Test]
    public async Task Foreign_doubled_and_unasked_openings_are_named()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var lines = files.Lines("openings.json");
        void AssertForeign(long index, params string[] openings)
        {
            files.SetLines("openings.json", ["[", .. openings, "]"]);
            BundleAttack.AssertFault(files, ledger, "opening-foreign", "openings.json", index);
            BundleAttack.AssertFault(files.Rebuild(ledger, BundleAttack.Own), ledger, "opening-foreign", "openings.json", index);
        }
        AssertForeign(6, lines[1], lines[2], lines[3].Replace("\"index\":7", "\"index\":6", StringComparison.Ordinal));
        AssertForeign(4, lines[1], lines[2], lines[3].Replace("\"index\":7", "\"index\":4", StringComparison.Ordinal));
        AssertForeign(8, lines[1], lines[2], lines[3].Replace("\"index\":7", "\"index\":8", StringComparison.Ordinal));
        AssertForeign(7, lines[1], lines[2], lines[3].Replace("reasons/0", "reasons/1", StringComparison.Ordinal));
        AssertForeign(3, lines[1], lines[2], lines[2], lines[3]);
        AssertForeign(3, lines[1], lines[3] + ",", lines[2].TrimEnd(','));
        var (other, unopened) = await BundleAttack.Exported(scope => scope with { Opened = false });
        unopened.SetLines("openings.json", lines);
        BundleAttack.AssertFault(unopened.Rebuild(other, BundleAttack.Own), other, "opening-foreign", "openings.json");
    }

    [TestCase("")]
    [TestCase("[")]
    [TestCase("[\n")]
    [TestCase("[]\n")]
    [TestCase("[\n]\nx")]
    [TestCase("[\n{}\n]\n")]
    [TestCase("[\n,\n]\n")]
    [TestCase("[\n{\"index\":1,\"pointer\":\"/data/person\",\"key\":\"AAAA\"}\n]\n")]
    public async Task Openings_that_are_no_list_are_malformed(string text)
    {
        var (ledger, files) = await BundleAttack.Exported();
        files.Edit("openings.json", _ => text);
        BundleAttack.AssertFault(files, ledger, "malformed", "openings.json");
    }

    [Test]
    public async Task A_changed_table_is_named()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var honest = files.Copy();
        files.Edit("events.csv", text => text.Replace("police", "nobody", StringComparison.Ordinal));
        BundleAttack.AssertFault(files, ledger, "csv-differs", "events.csv", 4);
        BundleAttack.AssertFault(files, ledger, "file-changed", "events.csv");
        BundleAttack.AssertFault(files.RebuildManifest(), ledger, "csv-differs", "events.csv", 4);
        honest.Edit("events.csv", text => text + "\r\n");
        BundleAttack.AssertFault(honest.RebuildManifest(), ledger, "csv-differs", "events.csv");
    }
}
