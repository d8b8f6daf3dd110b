using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Commands;

/// <summary>ledger report recipient-letter, notices told: a letter to a recipient, and what came of it; the same of a folder and of a server.</summary>
public sealed class LettersTests
{
    const string Hostile = "<script>alert(1)</script>";

    Workspace _place = null!;

    [SetUp]
    public void Begin()
    {
        _place = new();
        _place.Publish(
            Lines.Event("o-1", null, "ledger.operator.registered.v1", """{"name":"ООО «Оператор»","address":"Москва"}"""),
            Lines.Event("r-1", null, "ledger.recipient.registered.v1", $$"""{"recipient":"sms-gateway","name":"СМС {{Hostile}}","kind":"processor","country":"RU","inn":"7700000000"}"""),
            Reads.Disclosed("d-1", "u-1", "sms-gateway"), Published.Withdrawn("w-1", "u-1"), Reads.Disclosed("d-2", "u-2", "sms-gateway"), Published.Withdrawn("w-2", "u-2"),
            Reads.Disclosed("d-3", "u-3", "insurer"), Published.Withdrawn("w-3", "u-3"));
    }

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public void Who_received_what_was_wrong_is_asked_to_correct_it_and_not_to_destroy_it()
    {
        _place.Publish(Reads.Disclosed("d-4", "u-4", "insurer"), Lines.Event("k-1", "u-4", "ledger.data.rectified.v1", """{"categories":["contact"],"systems":[]}"""),
            Lines.Event("r-2", null, "ledger.recipient.registered.v1", """{"recipient":"insurer","name":"Страховая","kind":"partner","country":"RU"}"""));
        _place.Run("report", "recipient-letter", "--recipient", "insurer", "--out", _place.At("both.html")).Exits(0);
        Assert.That(File.ReadAllText(_place.At("both.html")), Does.Contain("Просим незамедлительно прекратить").And.Contain("Уничтожать такие данные не требуется").And.Contain("ч. 3 ст. 20, ч. 2 ст. 21"));
        _place.Run("notices", "told", "--recipient", "insurer", "--subject", "u-3").Exits(0);
        _place.Run("report", "recipient-letter", "--recipient", "insurer", "--out", _place.At("corrected.html")).Exits(0);
        Assert.That(File.ReadAllText(_place.At("corrected.html")), Does.Contain("u-4").And.Contain("Уничтожать такие данные не требуется").And.Not.Contain("Просим незамедлительно прекратить").And.Not.Contain("данные уничтожены"));
    }

    [Test]
    public void A_letter_names_whom_it_is_about_what_is_asked_and_leaves_on_record()
    {
        var made = _place.Run("report", "recipient-letter", "--recipient", "sms-gateway", "--out", _place.At("letter.html"), "--reason", "order-12", "--json").Exits(0).Documents[0];
        Assert.That((made.GetProperty("notices").GetInt64(), made.GetProperty("unnamed").GetInt64()), Is.EqualTo((2L, 0L)));
        var letter = File.ReadAllText(_place.At("letter.html"));
        Assert.Multiple(() =>
        {
            foreach (var word in new[] { "u-1", "u-2", "contact, location", "ООО «Оператор»", "ИНН 7700000000", "ч. 2 ст. 9, ч. 5, 5.1 ст. 21", "Просим незамедлительно прекратить", "Подтверждение получателя", "Подпись" })
                Assert.That(letter, Does.Contain(word));
            Assert.That(letter, Does.Not.Contain("u-3").And.Not.Contain(Hostile).And.Not.Contain("s-"), "of no other recipient, no markup of a name, no token");
            if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(_place.At("letter.html")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
        _place.Run("report", "recipient-letter", "--recipient", "sms-gateway", "--lang", "en", "--out", _place.At("english.html")).Exits(0);
        Assert.That(File.ReadAllText(_place.At("english.html")), Does.Contain("Acknowledgement of the recipient"));
        _place.Run("export", "--type", "report.exported", "--format", "jsonl", "--out", _place.At("left.jsonl")).Exits(0);
        var left = File.ReadLines(_place.At("left.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("data")).ToList();
        Assert.That(left.Where(d => Text(d, "report") == "recipient-letter").Select(d => Text(d, "ground")), Is.EqualTo(new[] { "order-12", "command-line" }));
        Assert.That(_place.Run("notices", "--json").Exits(0).Documents.Select(n => Text(n, "state")), Is.All.EqualTo("to-tell"), "a letter that was made was not sent yet");
    }

    [Test]
    public void A_letter_is_printed_as_pdf_where_there_is_a_browser_and_refused_where_there_is_none()
    {
        var printed = _place.Run("report", "recipient-letter", "--recipient", "sms-gateway", "--out", _place.At("letter.pdf"), "--reason", "order-12");
        if (printed.ExitCode == 0) Assert.That(File.ReadAllBytes(_place.At("letter.pdf"))[..5], Is.EqualTo("%PDF-"u8.ToArray()));
        else printed.Fails(2, "browser-missing");
        _place.Environment["LEDGER_CHROMIUM"] = _place.At("no-browser");
        _place.Run("report", "recipient-letter", "--recipient", "sms-gateway", "--out", _place.At("none.pdf")).Fails(2, "browser-missing");
        Assert.That(File.Exists(_place.At("none.pdf")), Is.False);
    }

    [Test]
    public void Where_no_letter_can_be_there_is_none_and_nothing_is_recorded()
    {
        _place.Run("report", "recipient-letter", "--recipient", "sms-gatewya", "--out", _place.At("a.html")).Fails(2, "recipient-unknown");
        _place.Run("report", "recipient-letter", "--recipient", "sms-gateway", "--out", _place.At("a.html"), "--reason", "because of Anna").Fails(2, "reason-not-code");
        _place.Run("report", "recipient-letter", "--recipient", "sms-gateway", "--out", _place.At("a.txt")).Fails(2, "input");
        _place.Run("notices", "told", "--recipient", "sms-gateway", "--all-due").Exits(0);
        _place.Run("report", "recipient-letter", "--recipient", "sms-gateway", "--out", _place.At("a.html")).Fails(2, "nothing-new");
        Assert.That(Directory.EnumerateFiles(_place.Root, "a.*"), Is.Empty);
    }

    [Test]
    public void Whoever_was_sent_a_letter_is_told_and_a_signed_paper_confirms_it()
    {
        var shown = _place.Run("notices", "told", "--recipient", "sms-gateway", "--all-due", "--dry-run").Exits(0).Documents;
        Assert.That(shown.Select(e => Text(e, "subject")), Is.EqualTo(new[] { "u-1", "u-2" }));
        Assert.That(_place.Run("notices", "told", "--recipient", "sms-gateway", "--all-due", "--json").Exits(0).Documents[0].GetProperty("recorded").GetInt64(), Is.EqualTo(2));
        Assert.That(Listed(), Is.EqualTo(new[] { ("sms-gateway", "told", "letter"), ("sms-gateway", "told", "letter"), ("insurer", "to-tell", "") }));
        Assert.That(_place.Run("notices", "told", "--recipient", "sms-gateway", "--all-due", "--json").Exits(0).Documents[0].GetProperty("recorded").GetInt64(), Is.Zero, "once");
        _place.Write("signed.txt", "received, Petrov");
        _place.Run("notices", "told", "--recipient", "sms-gateway", "--subject", "u-1", "--acknowledgement", _place.At("signed.txt")).Exits(0);
        var confirmed = _place.Run("notices", "--state", "acknowledged", "--json").Exits(0).Documents.Single();
        Assert.That((Text(confirmed.GetProperty("person"), "id"), confirmed.GetProperty("inWriting").GetBoolean()), Is.EqualTo(("u-1", true)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_place.At("signed.txt"))));
        Assert.That(_place.Run("subject", "u-1", "--open").Exits(0).Output, Does.Contain(hash), "sealed, and opened to an officer");
        _place.Run("notices", "told", "--recipient", "sms-gateway").Fails(2, "--all-due");
        _place.Check();
    }

    [Test]
    public void Through_a_server_it_is_the_same()
    {
        using var server = ServingProcess.Start(_place);
        _place.Environment["LEDGER_API_KEY"] = server.Key!;
        string[] to = ["--server", server.Address.ToString()];
        _place.Run(["report", "recipient-letter", "--recipient", "sms-gateway", "--out", _place.At("letter.html"), .. to]).Exits(0);
        Assert.That(File.ReadAllText(_place.At("letter.html")), Does.Contain("u-2").And.Contain("Подтверждение получателя"));
        _place.Run(["report", "recipient-letter", "--recipient", "no-such", "--out", _place.At("no.html"), .. to]).Fails(2, "recipient-unknown");
        _place.Run(["notices", "told", "--recipient", "sms-gateway", "--all-due", "--acknowledged", .. to]).Exits(0);
        Assert.That(_place.Run(["notices", "--state", "acknowledged", "--json", .. to]).Exits(0).Documents, Has.Count.EqualTo(2));
        Assert.That(server.Stop().Exits(0).Said, Does.Not.Contain("u-1"));
    }

    IEnumerable<(string, string, string)> Listed() => _place.Run("notices", "--state", "all", "--json").Exits(0).Documents
        .Select(n => (Text(n, "recipient"), Text(n, "state"), n.TryGetProperty("method", out var how) ? how.GetString()! : ""));

    static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
}
