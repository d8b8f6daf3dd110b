using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Host.Documents;
using Ledger.Policies;
using Ledger.Registers;
using Ledger.Reports;

namespace Ledger.Host.Reports;

/// <summary>Codes as officers and inspectors read them; what has no words here stands as its code.</summary>
static class CodeWords
{
    static readonly Dictionary<string, LocalText> Modes = Of<DisclosureMode>(mode => mode switch
    {
        DisclosureMode.Provision => new("предоставление", "provision"),
        DisclosureMode.Access => new("доступ", "access"),
        _ => new("распространение", "dissemination"),
    });

    static readonly Dictionary<string, LocalText> Kinds = Of<RecipientKind>(kind => kind switch
    {
        RecipientKind.StateBody => new("государственный орган", "state body"),
        RecipientKind.Processor => new("обработчик по поручению", "processor on instruction"),
        RecipientKind.Partner => new("партнёр, чьим сервисом пользуется субъект", "partner whose service the person uses"),
        RecipientKind.Customer => new("заказчик, для которого оператор обрабатывает данные", "customer for whom the operator processes"),
        RecipientKind.Public => new("неограниченный круг лиц", "anybody"),
        _ => new("организация", "organisation"),
    });

    static readonly Dictionary<string, LocalText> Bases = Of<LegalBasis>(basis => basis switch
    {
        LegalBasis.Consent => new("согласие субъекта", "consent of the person"),
        LegalBasis.Law => new("исполнение обязанности, возложенной законом", "a duty by law"),
        LegalBasis.Court => new("участие в судопроизводстве", "court proceedings"),
        LegalBasis.Enforcement => new("исполнение судебного акта", "enforcement of a court's act"),
        LegalBasis.PublicService => new("государственные и муниципальные услуги", "public services"),
        LegalBasis.Contract => new("договор с субъектом или в его пользу", "a contract with the person or for the person"),
        LegalBasis.VitalInterest => new("защита жизненно важных интересов", "vital interests"),
        LegalBasis.LegitimateInterest => new("права и законные интересы оператора или третьих лиц", "rights and legitimate interests"),
        LegalBasis.Journalism => new("журналистская, научная или творческая деятельность", "journalism, science, creative work"),
        LegalBasis.Statistics => new("статистические цели при обязательном обезличивании", "statistics, with mandatory anonymisation"),
        LegalBasis.AnonymisedData => new("составы обезличенных данных (ст. 13.1)", "anonymised data for the state (13.1)"),
        _ => new("обязательное раскрытие или опубликование", "mandatory publication"),
    });

    static readonly Dictionary<LegalBasis, string> Points = new()
    {
        [LegalBasis.Consent] = "1", [LegalBasis.Law] = "2", [LegalBasis.Court] = "3", [LegalBasis.Enforcement] = "3.1", [LegalBasis.PublicService] = "4", [LegalBasis.Contract] = "5",
        [LegalBasis.VitalInterest] = "6", [LegalBasis.LegitimateInterest] = "7", [LegalBasis.Journalism] = "8", [LegalBasis.Statistics] = "9", [LegalBasis.AnonymisedData] = "9.1",
        [LegalBasis.Publication] = "11",
    };

    public static ReportValue Mode(string code, ReportLanguage language) => Value(Modes, code, language);

    public static ReportValue Kind(RecipientKind kind, ReportLanguage language) => Value(Kinds, NameOf(kind), language);

    public static ReportValue Document(string kind, ReportLanguage language) => ReportValue.Of(kind, Listed("documentKind", kind).In(language));

    public static ReportValue Country(string code, ReportLanguage language) => ReportValue.Of(code, CountryName(code).In(language));

    /// <summary>A country by its code; one that a Russian operator hardly meets stands as its code.</summary>
    public static LocalText CountryName(string code) => Listed("country", code);

    /// <summary>The words for a code of a group of the shared list; the code where there are none.</summary>
    public static LocalText Listed(string group, string code) =>
        new(EventSentences.Find(group, code, ReportLanguage.Ru) ?? code, EventSentences.Find(group, code, ReportLanguage.En) ?? code);

    public static ReportValue Basis(string code, ReportLanguage language) => ReportValue.Of(code, Basis(Enum.GetValues<LegalBasis>().Single(basis => DocumentJson.Name(basis) == code), language));

    /// <summary>The law's basis with its place in the law.</summary>
    public static string Basis(LegalBasis basis, ReportLanguage language) =>
        $"{Bases[NameOf(basis)].In(language)} ({LawArticle.InWords($"152-FZ 6(1)({Points[basis]})", language)})";

    public static LocalText Of(DataOrigin origin) => origin switch
    {
        DataOrigin.Provided => new("от субъекта", "from the person"),
        DataOrigin.Automatic => new("автоматически при использовании сервиса", "automatically while the service is used"),
        _ => new("из обращения в поддержку", "from a request to Support"),
    };

    static string NameOf(Enum value) => DocumentJson.Name(value);

    static ReportValue Value(Dictionary<string, LocalText> words, string code, ReportLanguage language) => ReportValue.Of(code, words.GetValueOrDefault(code)?.In(language) ?? code);

    static Dictionary<string, LocalText> Of<T>(Func<T, LocalText> words) where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => NameOf(value), words, StringComparer.Ordinal);
}
