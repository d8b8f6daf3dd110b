using System.Text.RegularExpressions;
using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Remote;

/// <summary>
/// Every command says the same of a ledger in a folder and of the same ledger behind a server: what it prints, what it complains of, how it ends. Each case is
/// run on one copy by <c>--data</c> and on another through <c>--server</c>, in the same order. What differs each time is masked: tokens of new persons,
/// hashes over random salts, how long it took, and how many checkpoints were signed, which a server does as time goes by.
/// </summary>
[Platform(Exclude = "Win")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed partial class ParityTests
{
    const string Person = "u/1001 Ё", Reason = "проверка: 100% + \"why\"";

    Workspace place = null!;
    ServingProcess server = null!;

    [OneTimeSetUp]
    public void The_same_ledger_twice()
    {
        place = new();
        string key;
        using (var first = ServingProcess.Start(place)) (key, _) = (first.Key!, first.Stop().Exits(0));
        place.Run("generate", "--subjects", "40", "--seed", "7", "--out", place.At("traffic.jsonl")).Exits(0);
        place.Run("publish", place.At("traffic.jsonl")).Exits(0);
        place.Publish(
            Lines.Registered("c-1", Person), Lines.Consented("c-2", Person), Lines.OptedIn("c-3", Person, "anna@example.com"), Lines.OptedOut("c-4", Person),
            Lines.Event("c-5", Person, "ledger.inquiry.received.v1", """{"inquiry":"2025-118","from":"person","channel":"email","form":"electronic","cases":["information"],"admissible":true}"""));
        Directory.CreateDirectory(place.At("served"));
        foreach (var file in Directory.EnumerateFiles(place.Data)) File.Copy(file, place.At("served", Path.GetFileName(file)));
        place.Environment["LEDGER_API_KEY"] = key;
        place.Environment["LEDGER_DATA"] = place.At("served");
        place.Environment["LEDGER_RETENTION_EVERY_MINUTES"] = "0";   // by itself a server records the ends of terms
        server = ServingProcess.Start(place);
        place.Environment.Remove("LEDGER_DATA");

        place.Write("new.jsonl", Lines.Registered("n-1", "new-1"), Lines.OptedIn("n-2", "new-1", "new@example.com"));
        place.Write("one-bad.jsonl", Lines.Registered("b-1", "bad-1"), Lines.Event("b-2", "bad-1", "ledger.no.such.v1", "{}"), Lines.Registered("b-3", "bad-1"));
        place.Write("not-json.jsonl", Lines.Registered("b-1", "bad-1"), "{\"specversion\":", Lines.Registered("b-3", "bad-1"));
        place.Write("two-on-a-line.jsonl", Lines.Registered("b-1", "bad-1") + "," + Lines.Registered("b-2", "bad-1"));
        place.Write("both-bad.jsonl", Lines.Event("b-1", "bad-1", "ledger.no.such.v1", "{}"), "][");
        place.Write("empty.jsonl");
        place.Write("answer.csv", "a;b", "1;2");
        place.Write("long.jsonl", Lines.Registered("l-1", "long-1"), new string('x', 70_000), Lines.Registered("l-2", "long-1"));
        place.Write("shredded.jsonl", Lines.OptedIn("s-1", "gone-1", "gone@example.com"),
            Lines.Event("s-2", "gone-1", "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}"""), Lines.OptedIn("s-3", "gone-1", "back@example.com"));
    }

    [OneTimeTearDown]
    public void Gone()
    {
        server.Stop().Exits(0);
        place.Run("check", "--data", place.At("served")).Exits(0);
        server.Dispose();
        place.Dispose();
    }

    static IEnumerable<string[]> Cases() =>
    [
        ["key"], ["key", "--json"], ["stamp"], ["stamp", "--json"],
        ["duties"], ["duties", "--json"], ["duties", "--limit", "3"], ["duties", "--before", "2025-12-31"], ["duties", "--missed", "--json"], ["duties", "--limit", "0"],
        ["findings"], ["findings", "--all", "--json"], ["findings", "--all", "--limit", "5000", "--json"],
        ["inquiries"], ["inquiries", "--json"],
        ["retention"], ["retention", "--json"], ["retention", "--before", "2026-12-31", "--limit", "7"], ["holds"], ["retention", "--apply", "--before", "2026-12-31"],
        ["hold", "place", "nobody", "--hold", "h-1", "--ground", "court", "--document", Reason], ["hold", "place", Person, "--hold", "h-1", "--ground", "whim"],
        ["inquiries"], ["inquiries", "--lang", "ru"], ["inquiries", "--all", "--json"], ["incidents", "--all"], ["inquiry", "show", "2025-118", "--lang", "ru"], ["inquiry", "show", "none"],
        ["inquiry", "extend", "2025-118", "--reasons", Reason, "--sent", "2026-06-01", "--id", "x-1"], ["incident", "show", "none"], ["finding", "show", "none.1"], ["inquiry", "show", "2025-118", "--json"],
        ["inquiry", "answer", "2025-118", "--file", "new.jsonl", "--attachment", "answer.csv", "--via", "email", "--on", "2025-06-10", "--id", "x-2"], ["inquiry", "deposit", "2025-118", "--file", "answer.csv"],
        ["inquiry", "fetch", "2025-118", "--out", "OUT.answer.csv", "--json"], ["inquiry", "deposit", "none", "--file", "answer.csv"], ["inquiry", "deposit", "2025-118", "--file", "new.jsonl"],
        ["inquiry", "fetch", "none", "--out", "OUT.answer.csv"], ["inquiry", "remove", "2025-118"], ["inquiry", "remove", "2025-118"],
        ["finding", "accept", "none.1", "--reason", Reason], ["data", "block", "nobody", "--reason", "inaccuracy"],
        ["hold", "lift", Person, "--hold", "h-1", "--reason", Reason], ["holds", "--all"],
        ["may", Person, "--purpose", "contact"], ["may", Person, "--purpose", "contact", "--category", "contact", "--json"],
        ["may", Person, "--purpose", "contact", "--kind", "news", "--channel", "email"], ["may", Person, "--purpose", "improvement", "--recipient", "mvd", "--ground", "law"],
        ["may", Person, "--purpose", "contact", "--at", "2025-06-01", "--known", "250"], ["may", Person, "--purpose", "world-peace"], ["may", "nobody", "--purpose", "contact", "--json"],
        ["subject", Person, "--reason", Reason], ["subject", Person, "--reason", Reason, "--json"], ["subject", Person, "--open", "--lang", "ru"],
        ["subject", Person, "--at", "2025-06-02", "--known", "300", "--json"], ["subject", "nobody"], ["subject", "nobody", "--json"], ["subject", Person, "--reason", " "],
        ["subject", "find", Person, "--json"], ["subject", "find", "Anna@Example.com", "--reason", Reason], ["subject", "find", "nobody", "--reason", Reason], ["subject", "find", " "],
        ["publish", "new.jsonl"], ["publish", "new.jsonl", "--receipts"], ["publish", "new.jsonl", "--receipts", "--json"], ["publish", "one-bad.jsonl"],
        ["publish", "one-bad.jsonl", "--json"], ["publish", "not-json.jsonl"], ["publish", "two-on-a-line.jsonl"], ["publish", "both-bad.jsonl"], ["publish", "empty.jsonl"],
        ["publish", "long.jsonl"], ["publish", "shredded.jsonl", "--receipts"], ["publish", "none.jsonl"], ["publish", "traffic.jsonl"],
        ["export", "--subject", Person, "--open", "--reason", Reason, "--out", "OUT.zip"], ["export", "--subject", Person, "--inquiry", "2025-118", "--out", "OUT.zip", "--json"],
        ["export", "--type", "disclosure.made", "--from", "2025-02-01", "--to", "2025-06-01", "--format", "csv", "--out", "OUT.csv"],
        ["export", "--format", "jsonl", "--out", "OUT.jsonl", "--json"], ["export", "--subject", "nobody", "--out", "OUT.zip"],
        ["export", "--recipient", "mvd", "--reason", "not a code", "--out", "OUT.zip"],
        ["certificate", "gone-1", "--out", "OUT.json", "--reason", Reason], ["certificate", "gone-1", "--out", "OUT.json", "--json"], ["certificate", Person, "--out", "OUT.json"],
        ["certificate", "nobody", "--out", "OUT.json"], ["certificate", "--token", "s-0", "--out", "OUT.json"], ["certificate", "--out", "OUT.json"],
        ["notices"], ["notices", "--overdue", "--lang", "ru"], ["notices", "--state", "all", "--json"], ["notices", "--recipient", "mvd"], ["notices", "--person", Person, "--reason", Reason, "--json"],
        ["notices", "--person", "nobody"],
        ["report", "receipt", "--subject", Person, "--out", "none.jsonld"], ["report", "receipt", "--subject", "nobody", "--out", "none.json", "--profile", "kantara", "--json"],
        ["report", "recipient-letter", "--recipient", "no-such", "--out", "none.html"], ["notices", "told", "--recipient", "no-such", "--all-due"], ["notices", "told", "--recipient", "mvd"],
        ["report", "disclosures", "--recipient", "mvd", "--out", "OUT.csv"], ["report", "disclosures", "--lang", "en", "--from", "2025-02-01", "--to", "2025-06-01", "--out", "OUT.json", "--json"],
        ["report", "summary", "--from", "2025-01-01", "--to", "2026-01-01", "--out", "OUT.html"], ["report", "summary", "--lang", "en", "--out", "OUT.csv"], ["report", "summary", "--from", "2026-01-01", "--to", "2025-01-01", "--out", "OUT.csv"],
        ["report", "processing", "--to", "2025-06-01", "--out", "OUT.json"], ["report", "processing", "--reason", "not a code", "--out", "OUT.csv"],
        ["destruction", "show", Person, "--reason", Reason], ["destruction", "show", Person, "--lang", "ru"], ["destruction", "show", Person, "--json"], ["destruction", "show", "nobody"],
        ["destruction", "show", Person, "--reason", " "],
        ["check"], ["check", "--json"], ["rebuild"], ["rebuild", "--json"], ["findings", "--all", "--json"],
        ["destruction", "report", Person, "--system", "crm", "--category", "contact", "--method", "overwriting", "--reason", "withdrawal", "--by", "staff-3:Petrova:administrator", "--act", "2026-7", "--id", "parity-1"],
        ["destruction", "continue", Person, "--category", "contact", "--basis", "law", "--document", "402-FZ", "--decided-by", "officer-1", "--id", "parity-2", "--json"],
        ["destruction", "shred", Person, "--reason", "withdrawal", "--answers", "INQ-05"], ["destruction", "shred", Person, "--reason", "withdrawal", "--answers", "INQ-05", "--json"], ["destruction", "forget", Person],
        ["destruction", "demand", "nobody", "--from", "subject", "--channel", "post"], ["destruction", "block", Person, "--category", "contact", "--explanation", "backups", "--until", "2026-05-01"],
        ["duties", "--no-such-option"], ["duties", "--limit", "-1"], ["may", Person, "--purpose", "contact", "--known", "-1"],
    ];

    /// <summary>One test, because each case leaves something that the next one sees.</summary>
    [Test]
    public void Each_command_says_the_same_of_a_folder_and_of_a_server()
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var arguments in Cases())
        {
            var other = Task.Run(() => place.Run([.. Writing(arguments, "served"), "--server", server.Address.ToString()]));
            var (folder, served) = (place.Run([.. Writing(arguments, "folder"), "--data", place.Data]), other.Result);
            Assert.That(Masked(served).Replace("served.", "OUT.", StringComparison.Ordinal), Is.EqualTo(Masked(folder).Replace("folder.", "OUT.", StringComparison.Ordinal)), string.Join(' ', arguments));
            if (arguments[0] is "export" or "certificate" || arguments is ["report", "disclosures" or "summary" or "processing", ..]) SameFile(arguments[Array.IndexOf(arguments, "--out") + 1], folder.ExitCode == 0);
        }
    }

    static IEnumerable<string> Writing(string[] arguments, string name) => arguments.Select(a => a.StartsWith("OUT.", StringComparison.Ordinal) ? $"{name}.{a[4..]}" : a);

    /// <summary>Bundles hold a random nonce and are judged; the rest is compared, but for what is masked everywhere. Nobody else may read them.</summary>
    void SameFile(string name, bool made)
    {
        var (folder, served) = (place.At("folder." + name[4..]), place.At("served." + name[4..]));
        Assert.That((File.Exists(folder), File.Exists(served)), Is.EqualTo((made, made)), name);
        Assert.That(Directory.EnumerateFiles(place.Root, "*.partial*"), Is.Empty);
        if (!made) return;
        Assert.That(File.GetUnixFileMode(served), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        if (name.EndsWith(".zip", StringComparison.Ordinal))
            Assert.That(Masked(place.Run("verify", served, "--key", place.Run("key", "--server", server.Address.ToString()).Output.Trim()).Exits(0)),
                Is.EqualTo(Masked(place.Run("verify", folder, "--key", place.Run("key", "--data", place.Data).Output.Trim()).Exits(0))));
        else Assert.That(File.ReadLines(served).Count(), Is.EqualTo(File.ReadLines(folder).Count()));
        File.Delete(folder);
        File.Delete(served);
    }

    static string Masked(Ran ran) => Changing().Replace(Token().Replace(Hash().Replace(ran.Said, "HASH"), "TOKEN"), "N");

    [GeneratedRegex(@"(?<= )\d+[.,]\d(?= s\b)|(?<=""(seconds|checkpoints)"":)[0-9.]+|\d+(?= checkpoints)|(?<=""at"":"")[-0-9T:]+\.\d+Z")]
    private static partial Regex Changing();

    [GeneratedRegex("s-[0-9a-f]{32}")]
    private static partial Regex Token();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();
}
