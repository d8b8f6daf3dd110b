using Ledger.Disclosures;
using Ledger.Host.Documents;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Disclosures;

/// <summary>The words of the register of disclosures.</summary>
static class DisclosureWords
{
    public static readonly LocalText Title = new("Реестр передач персональных данных третьим лицам", "Register of disclosures of personal data to third parties"),
        Law = new("п. 4 ч. 7 ст. 14, п. 8 ч. 2 ст. 19 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных»", "152-FZ art. 14(7)(4), 19(2)(8)"),
        OneRecipient = new("Получатель", "Recipient"), All = new("Передач за период", "Disclosures in the period"), Marked = new("Из них с неснятыми несоответствиями", "Of these with findings that stand"),
        Summary = new("Кому и на каком основании", "To whom, and on what ground"), Lines = new("Передачи", "Disclosures"),
        ByRecipient = new("Число передач по получателям", "Disclosures by recipient"), ByGround = new("Число передач по основаниям", "Disclosures by ground"), Others = new("другие получатели", "other recipients"),
        Kind = new("Кто это", "What it is"), Country = new("Страна", "Country"), Count = new("Передач", "Disclosures"), Clause = new("Пункт политики", "Clause of the policy"), Articles = new("Статья закона", "Article of the law"),
        Findings = new("С несоответствиями", "With findings"), Groundless = new("Без основания", "Without ground"), Unregistered = new("нет в реестре получателей", "not in the register of recipients"),
        Entry = new("Запись №", "Record No."), At = new("когда", "when"), To = new("Кому", "To whom"), Where = new("в какую страну", "into which country"), Mode = new("способ", "mode"),
        Whose = new("Субъект", "Person"), What = new("Категории", "Categories"), Which = new("из какой системы", "from which system"), For = new("Цель", "Purpose"), Edition = new("редакция политики", "edition of the policy"),
        Ground = new("Основание", "Ground"), Basis = new("основание по закону", "basis in law"), Document = new("Документ", "Document"), Number = new("номер", "number"), Norm = new("норма", "norm"),
        Wrong = new("Несоответствия", "Findings"), Note = new(
            "Время — когда передача произошла. Основание, документ и редакция политики — как их указала передавшая служба; редакция — действовавшая в тот момент. Номер документа показан, пока ключ, которым он закрыт, не уничтожен.",
            "Times are when a disclosure happened. Ground and document are as the service stated them; the edition is the one then in force. The number of a document is shown while the key it is sealed under lives."),
        NoEdition = new("не действовала ни одна", "none was in force"), Anonymised = new("обезличены", "anonymised"), NoDisclosures = new("Передач за этот период не записано.", "No disclosure is recorded in this period.");

    static readonly LocalText Consent = new("согласие субъекта", "consent of the person"), Service = new("договор, услуга субъекту", "contract, a service the person uses"),
        ByLaw = new("федеральный закон", "a federal law"), NoGround = new("основание не указано", "no ground is stated");

    static readonly (LocalText One, FindingState State)[] States =
        [(new("пояснено", "explained"), FindingState.Explained), (new("принято", "accepted"), FindingState.Accepted), (new("снято", "resolved"), FindingState.Resolved)];

    /// <summary>The grounds, in the order of the policy, and none.</summary>
    public static IReadOnlyList<string> Grounds { get; } = [.. Enum.GetValues<DisclosureGround>().Select(ground => DocumentJson.Name(ground)), DisclosureQueries.NoGround];

    /// <summary>Where a ground stands among them.</summary>
    public static int PlaceOf(string? ground) => ground switch { "consent" => 0, "service" => 1, "law" => 2, _ => 3 };

    /// <summary>A ground in a few words.</summary>
    public static string Short(string? ground, ReportLanguage language) => (ground switch
    {
        "consent" => Consent,
        "service" => Service,
        "law" => ByLaw,
        _ => NoGround,
    }).In(language);

    /// <summary>A ground with its clause in that edition.</summary>
    public static ReportValue Of(string? ground, Edition? edition, ReportLanguage language) =>
        ReportValue.Of(ground ?? DisclosureQueries.NoGround, TermsOf(ground, edition) is { } terms
            ? $"{Short(ground, language)} ({(language == ReportLanguage.Ru ? $"п.\u00A0{terms.Clause} политики" : $"clause {terms.Clause}")})"
            : Short(ground, language));

    public static PolicyGround? TermsOf(string? ground, Edition? edition) => edition?.Published.Terms.DisclosureGrounds.FirstOrDefault(terms => DocumentJson.Name(terms.Ground) == ground);

    /// <summary>A finding, and where it stands when it is no longer open.</summary>
    public static ReportValue Of(FindingRow finding, ReportLanguage language)
    {
        var text = FindingKinds.Of(finding.Code).Text.In(language);
        var state = States.FirstOrDefault(state => DocumentJson.Name(state.State) == finding.State).One;
        return ReportValue.Of(finding.Code, state is null ? text : $"{text} ({state.In(language)})");
    }
}
