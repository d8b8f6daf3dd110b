using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What the answer rests on, how anybody checks it, and what no check of it shows.</summary>
static class IntegrityPart
{
    public static readonly LocalText Title = new("Целостность журнала и проверка ответа", "Integrity of the ledger, and how to check this answer");

    static readonly LocalText Origin = new("Имя журнала", "Name of the log"), Known = new("Последняя учтённая запись", "Newest record read"), Size = new("Контрольная точка: записей", "Checkpoint: entries"), Root = new("Контрольная точка: корень дерева (SHA-256, base64)", "Checkpoint: root of the tree (SHA-256, base64)"),
        Fingerprint = new("Отпечаток ключа журнала (SHA-256)", "Fingerprint of the log's key (SHA-256)"),
        Browser = new("Откройте verify.html из пакета в браузере (сеть не нужна) и укажите файл пакета целиком (.zip). Сравните показанный отпечаток ключа с опубликованным оператором и с приведённым выше.",
            "Open verify.html of the bundle in a browser (no network is needed) and give it the bundle as one .zip. Compare the fingerprint it shows with the one the operator published and the one above."),
        Command = new("Независимо от страницы оператора: программа ledger, команда «ledger verify ПАКЕТ.zip --key КЛЮЧ»; формат пакета открыт и описан (docs/bundle-format.md), проверяющую программу можно написать самостоятельно.",
            "Independently of the operator's page: the program ledger, ledger verify BUNDLE.zip --key VKEY. The format of the bundle is open and described (docs/bundle-format.md): anybody can write a verifier."),
        Proved = new("Проверка доказывает: каждое событие пакета записано в журнал под указанным номером и с тех пор не изменено; показанные значения — те, что были зашифрованы при записи; контрольная точка подписана ключом журнала; этот ответ не изменён после выгрузки.",
            "The check proves: every event of the bundle stands in the log at its number, unchanged since; the values shown are those sealed when it was recorded; the checkpoint is signed by the log's key; this answer is unchanged since it was exported."),
        NotProved = new("Проверка не доказывает: что слова этого ответа верно излагают события (сверьте их с событиями); что из ответа не исключены события; что после последнего показанного события ничего не произошло; что у субъекта нет второго обозначения; что основание не записано задним числом — у каждого события показаны время события и время записи.",
            "The check does not prove: that the words of this answer tell the events truly (hold them against the events); that no event was left out; that nothing followed the last event shown; that the person has no second token; that a ground was not written down afterwards, for which each event shows when it happened and when it was recorded.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on)
    {
        var checkpoint = on.Log.Checkpoint;
        yield return new ReportFacts("integrity",
        [
            on.Fact("origin", Origin, ReportValue.Of(on.Reading.Journal.Origin)), on.Fact("known", Known, ReportValue.Of(on.Reading.Known)), on.Fact("size", Size, ReportValue.Of(checkpoint.Size)),
            on.Fact("root", Root, ReportValue.Hash(Convert.ToBase64String(checkpoint.Root))), on.Fact("fingerprint", Fingerprint, ReportValue.Hash(on.Log.Key.Fingerprint)),
        ]);
        foreach (var text in new[] { Browser, Command, Proved, NotProved }) yield return on.Text(text);
    }
}
