using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What belongs to the answer: the files of the bundle, and every document whose hash is on record.</summary>
static class AttachmentPart
{
    /// <summary>Where events hold the hash of a document.</summary>
    static readonly string[] Pointers =
        ["/data/letter", "/data/evidence/textSha256", "/data/evidence/documentSha256", "/data/documentSha256", "/data/sha256", "/data/answerSha256", "/data/delivery", "/data/notice", "/data/acknowledgement"];

    public static readonly LocalText Title = new("Приложения", "Attachments");

    static readonly LocalText Index = new("Запись №", "Record No."), What = new("Документ события", "Document of the event"), Hash = new("SHA-256", "SHA-256"), Documents = new("Документы, контрольные суммы которых записаны в журнале", "Documents whose hashes are on record"), None = new("Контрольных сумм документов не записано.", "No hash of a document is on record."),
        Files = new("Состав пакета: report.html и report.pdf — этот ответ; events.jsonl — события в хранимых байтах; openings.json — ключи показанных полей; events.csv — те же события таблицей; scope.json, manifest.json, export.json, proof, checkpoint, key — доказательства; verify.html — проверка в браузере без подключения к сети.",
            "The bundle holds: report.html and report.pdf, this answer; events.jsonl, the events in their stored bytes; openings.json, the keys of the fields that are shown; events.csv, the same events as a table; scope.json, manifest.json, export.json, proof, checkpoint and key, the proofs; verify.html, a check in a browser without a network."),
        Sums = new("Контрольные суммы файлов пакета — в manifest.json; хеш самого manifest.json записан в журнал событием выгрузки (export.json).", "The hashes of the bundle's files are in manifest.json; its own hash is recorded in the log by the event of the export (export.json).");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, IReadOnlyList<AnswerEvent> events)
    {
        yield return on.Text(Files);
        yield return on.Text(Sums);
        yield return ReportTable.Of("documents", on.In(Documents), [on.Column("index", Index, 10), on.Column("what", What, 50), on.Column("sha256", Hash, 40)], [.. events.SelectMany(happened => Rows(on, happened))])
            with { Empty = on.In(None), ShownMax = TimelinePart.ShownMax };
    }

    static IEnumerable<ReportValue[]> Rows(AnswerCase on, AnswerEvent happened) =>
        from pointer in Pointers
        let hash = happened.At(pointer)
        where hash is not null
        select new[] { ReportValue.Of(happened.Entry.Index), ReportValue.Of($"{on.EventName(happened.Event.Type)}, {on.Words.Moment(happened.Time)}"), ReportValue.Hash(hash) };
}
