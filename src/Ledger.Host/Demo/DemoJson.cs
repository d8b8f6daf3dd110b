using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Host.Demo;

/// <summary>Follows the demo for a program: one JSON object a line, each with what it is.</summary>
sealed class DemoJson(TextWriter output, Language language) : IDemoAudience
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Opened(string folder, DemoKey key) => Write(new { What = "opened", Folder = folder, key.VerifierKey, key.Fingerprint });

    public void Began(Chapter chapter) => Write(new { What = "chapter", Title = chapter.Title.In(language) });

    public void Published(StoryStep step, IReadOnlyList<Receipt> receipts) => Write(new
    {
        What = "published",
        step.At,
        Told = step.Told.In(language),
        Events = step.Events.Zip(receipts, (published, receipt) =>
            new { published.Type, published.Subject, receipt.Index, receipt.Stream, receipt.Sequence, receipt.Duplicate }),
    });

    public void Answered(LookMay asked, DemoAnswer answer) => Write(new
    {
        What = "answer",
        Asked = asked.Asked.In(language),
        asked.Question,
        Answer = answer.Yes,
        Reason = answer.Reason.In(language),
    });

    public void Found(IReadOnlyList<DemoFinding> findings) => Write(new { What = "findings", Findings = findings.Select(Shown) });

    public void Answered(DemoFinding finding, bool accepted) => Write(new { What = "finding-answered", Finding = finding.Id, Accepted = accepted });

    public void Signs(string folder, string key) => Write(new { What = "officer-key", Folder = folder, Key = key });

    public void Due(IReadOnlyList<DemoDuty> duties) => Write(new { What = "duties", Duties = duties.Select(Shown) });

    public void Opened(DemoFile file) => Write(new
    {
        What = "file",
        file.UserId,
        file.Token,
        file.Known,
        Lines = file.Lines.Select(line => new { Name = line.Name.In(language), Value = line.Value.In(language), line.Gone }),
    });

    public void Repeated(int events) => Write(new { What = "repeated", Events = events });

    public void Unknown(string userId) => Write(new { What = "unknown", UserId = userId });

    public void Drawn(DemoAct? act) => Write(new { What = "act", act?.Page, act?.Table, act?.Reports, act?.Missing });

    public void ActEnded(string act) => Write(new { What = "act-ended", Act = act });

    public void Certified(DemoCertificate certificate) => Write(new
    {
        What = "certificate",
        certificate.File,
        Lines = certificate.Lines.Select(line => line.In(language)),
        certificate.Verdict.Genuine,
        Verdict = certificate.Verdict.Verdict.In(language),
        Notes = certificate.Verdict.Notes.Select(note => note.In(language)),
    });

    public void StillThere(IReadOnlyList<(string File, DemoVerdict Verdict)> checks) =>
        Write(new { What = "still-there", Checks = checks.Select(check => new { check.File, check.Verdict.Genuine, Verdict = check.Verdict.Verdict.In(language) }) });

    public void Remains(IReadOnlyList<DemoDuty> duties, IReadOnlyList<DemoFinding> findings) =>
        Write(new { What = "remains", Duties = duties.Select(Shown), Findings = findings.Select(Shown) });

    public void Exported(DemoExport export, DemoVerdict withKey, DemoVerdict withoutKey) => Write(new
    {
        What = "exported",
        export.Bundle,
        export.Csv,
        export.Events,
        export.Bytes,
        withKey.Genuine,
        Verdict = withKey.Verdict.In(language),
        VerdictWithoutKey = withoutKey.Verdict.In(language),
        Notes = withKey.Notes.Select(note => note.In(language)),
    });

    public void Ended(DemoKey key, IReadOnlyList<DemoExport> exports, IReadOnlyList<string> certificates, bool genuine) =>
        Write(new { What = "ended", Genuine = genuine, Exports = exports.Count, Certificates = certificates, Key = key.File });

    public void Refused(StoryStep step, Refusal refusal) =>
        Write(new { What = "refused", step.At, refusal.Code, refusal.Message, refusal.Path, refusal.Item });

    object Shown(DemoFinding finding) =>
        new { finding.Code, Text = finding.Text.In(language), finding.Clause, finding.Grave, finding.Index, finding.Detail };

    object Shown(DemoDuty duty) =>
        new { duty.Rule, What = duty.What.In(language), duty.OpenedBy, duty.Start, duty.Due, duty.Safe, duty.ClosedAt };

    void Write(object line) => output.WriteLine(JsonSerializer.Serialize(line, Options));
}
