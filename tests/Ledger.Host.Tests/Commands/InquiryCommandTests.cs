using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Ledger.Host.Tests.Commands;

/// <summary>The officer's day: letters, incidents, findings, corrections, each by one command.</summary>
public sealed class InquiryCommandTests
{
    Workspace _place = null!;

    [OneTimeSetUp]
    public void Begin()
    {
        _place = new();
        _place.Publish(Lines.Registered("r-1", "u-1"), Lines.Consented("c-1", "u-1"), Lines.Registered("r-2", "u-2"), Lines.Registered("r-3", "u-3"));
    }

    [OneTimeTearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public void A_letter_is_taken_in_extended_answered_and_shown_in_two_languages()
    {
        var (letter, answer, attachment) = (File("letter.pdf", "письмо"), File("answer.pdf", "ответ"), File("выписка.zip", "архив"));
        var question = File("question.txt", "Кому передавались мои данные?\nНа каком основании?");
        _place.Run("inquiry", "receive", "2026-1", "--from", "person", "--person", "u-1", "--channel", "post", "--form", "paper", "--case", "information", "--case", "stop",
            "--letter", letter, "--question", "@" + question, "--signature", "handwritten", "--identity", "4510 123456", "--received-by", "office", "--about-recipient", "sms-gateway").Exits(0);
        _place.Run("inquiry", "extend", "2026-1", "--reasons", "ждём обработчика", "--to", "subject", "--via", "post").Exits(0);
        Assert.That(_place.Run("inquiries").Exits(0).Output, Does.Contain("2026-1").And.Contain("information, stop processing").And.Contain("WD"));
        Assert.That(_place.Run("inquiries", "--lang", "ru").Exits(0).Output, Does.Contain("субъект").And.Contain("раб. дн."));
        var dry = _place.Run("inquiry", "answer", "2026-1", "--file", answer, "--attachment", attachment, "--via", "post", "--case", "information", "--dry-run").Exits(0).Output;
        var said = JsonNode.Parse(dry)!;
        Assert.That(((string?)said["subject"], (string?)said["data"]!["answerSha256"]), Is.EqualTo(("u-1", Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(answer))))));
        Assert.That((string?)said["data"]!["attachments"]![0]!["name"], Is.EqualTo("выписка.zip"));
        _place.Run("inquiry", "answer", "2026-1", "--file", answer, "--attachment", attachment, "--via", "post", "--case", "information").Exits(0);
        _place.Run("inquiry", "refuse", "2026-1", "--norm", "152-FZ-14-8-4", "--reason", "третьи лица", "--ground", "limited").Exits(0);
        var shown = _place.Run("inquiry", "show", "2026-1", "--lang", "ru").Exits(0).Output;
        Assert.That(shown, Does.Contain("просят: сведения, прекращение обработки").And.Contain("INQ-01 ответить субъекту").And.Contain("исполнено").And.Contain("отказано"));
        _place.Run("inquiry", "answer", "2026-1", "--file", answer, "--via", "post").Fails(2, "[inquiry-closed]");
    }

    [Test]
    public void A_withdrawal_by_letter_is_a_no_at_once()
    {
        _place.Run("may", "u-1", "--purpose", "improvement", "--category", "location");
        _place.Run("inquiry", "receive", "2026-2", "--from", "representative", "--person", "u-2", "--channel", "email", "--form", "electronic", "--case", "withdrawal", "--case", "stop").Exits(0);
        var file = JsonNode.Parse(_place.Run("subject", "u-2", "--json").Exits(0).Output)!;
        Assert.That(file["duties"]!.AsArray().Select(d => (string?)d!["rule"]), Is.EqualTo(["WDR-01", "WDR-03"]));
        var findings = _place.Run("findings", "--json").Exits(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var unverified = findings.Single(f => (string?)f["code"] == "letter-unverified" && (string?)f["stream"] == "q-2026-2");
        var id = (string)unverified["id"]!;
        _place.Run("finding", "explain", id, "--explanation", "доверенность придёт почтой").Exits(0);
        _place.Run("finding", "accept", id, "--reason", "человек подтвердил по телефону").Exits(0);
        Assert.That(_place.Run("finding", "show", id, "--lang", "ru").Exits(0).Output, Does.Contain("объяснено").And.Contain("риск принят"));
        _place.Run("finding", "explain", id, "--explanation", "ещё").Fails(2, "[finding-accepted]");
        _place.Run("finding", "show", "none.1").Fails(2, "[finding-unknown]");
    }

    [Test]
    public void An_incident_is_reported_told_of_twice_and_investigated()
    {
        _place.Run("incident", "report", "i-1", "--kind", "leak", "--detected", "2026-03-01T22:00:00+03:00", "--detected-by", "third-party", "--known", "2026-03-02T08:00:00+03:00",
            "--category", "contact", "--affected", "u-3", "--contact", "Петрова А. С.", "--law", "ru", "--law", "eu").Exits(0);
        Assert.That(_place.Run("incidents", "--lang", "ru").Exits(0).Output, Does.Contain("i-1").And.Contain("ПРОСРОЧЕНО"));
        _place.Run("incident", "notify", "i-1", "--stage", "additional", "--notice", "n-2").Fails(2, "[primary-notice-first]");
        _place.Run("incident", "notify", "i-1", "--stage", "primary", "--notice", "n-1", "--law", "ru").Exits(0);
        _place.Run("incident", "notify", "i-1", "--stage", "primary", "--notice", "n-3", "--law", "eu", "--late-reasons", "восстанавливали журналы").Exits(0);
        _place.Run("incident", "investigate", "i-1", "--order", "order-15", "--results", "открытый порт", "--culprit", "staff-9:инженер").Exits(0);
        _place.Run("incident", "notify", "i-1", "--stage", "additional", "--notice", "n-2", "--law", "ru").Exits(0);
        var shown = _place.Run("incident", "show", "i-1").Exits(0).Output;
        Assert.That(shown, Does.Contain("INC-01").And.Contain("GDPR-33").And.Contain("too late").And.Contain("affected: u-3").And.Contain("culprits: 1").And.Contain("notice n-3"));
        Assert.That(_place.Run("incidents").Exits(0).Output, Does.Not.Contain("i-1"));
    }

    [Test]
    public void A_correction_blocks_corrects_and_unblocks()
    {
        _place.Run("inquiry", "receive", "2026-3", "--from", "person", "--person", "u-3", "--channel", "office", "--form", "paper", "--case", "correction").Exits(0);
        _place.Run("data", "block", "u-3", "--category", "contact", "--reason", "inaccuracy", "--inquiry", "2026-3").Exits(0);
        var dry = _place.Run("data", "rectify", "u-3", "--category", "contact", "--inquiry", "2026-3", "--change", "phone:+7 495 000-00-00:@" + File("new.txt", "+7 495 111-11-11"), "--dry-run").Exits(0).Output;
        Assert.That(dry, Does.Not.Contain("495"), "values never leave the command");
        _place.Run("data", "rectify", "u-3", "--category", "contact", "--inquiry", "2026-3", "--change", "phone::@" + _place.At("new.txt")).Exits(0);
        _place.Run("data", "unblock", "u-3", "--category", "contact", "--reason", "rectified", "--inquiry", "2026-3").Exits(0);
        var file = JsonNode.Parse(_place.Run("subject", "u-3", "--json").Exits(0).Output)!;
        Assert.That(file["duties"]!.AsArray().Select(d => ((string?)d!["rule"], (bool)d["open"]!)), Is.EqualTo([("RECT-01", false)]));
        Assert.That(_place.Run("inquiry", "show", "2026-3").Exits(0).Output, Does.Contain("data blocked while it is checked"));
        _place.Run("data", "block", "u-none", "--reason", "inaccuracy").Fails(2, "[person-unknown]");
    }

    string File(string name, string text)
    {
        System.IO.File.WriteAllText(_place.At(name), text);
        return _place.At(name);
    }
}
