using System.Collections.Frozen;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>Every kind of finding there is, in one table. Codes are a format, and a kind's place is part of its findings' order: append, never remove.</summary>
public static class FindingKinds
{
    /// <summary>1.2: a service outside the policy's scope.</summary>
    public const string ServiceOutOfScope = "service-out-of-scope";

    /// <summary>2.1: a category the policy does not declare for the purpose.</summary>
    public const string CategoryUndeclared = "category-undeclared";

    /// <summary>2.1: a category the policy does not name at all.</summary>
    public const string CategoryUnknown = "category-unknown";

    /// <summary>2.2: a purpose the policy does not name.</summary>
    public const string PurposeUnknown = "purpose-unknown";

    /// <summary>2.2.5: statistics on data that tells who is meant.</summary>
    public const string StatisticsIdentifiable = "statistics-identifiable";

    /// <summary>3.1: a system in a country the policy does not name.</summary>
    public const string StorageAbroad = "storage-abroad";

    /// <summary>3.1: a system nobody registered.</summary>
    public const string SystemUnknown = "system-unknown";

    /// <summary>3.3: a disclosure without a ground.</summary>
    public const string DisclosureNoGround = "disclosure-no-ground";

    /// <summary>3.3: a ground the policy in force does not give.</summary>
    public const string GroundNotInPolicy = "ground-not-in-policy";

    /// <summary>3.3.2, 3.3.3: a disclosure without the document behind its ground.</summary>
    public const string DisclosureNoDocument = "disclosure-no-document";

    /// <summary>3.3.3: nobody checked the authority of the body that asked.</summary>
    public const string AuthorityUnchecked = "authority-unchecked";

    /// <summary>3.3: a recipient nobody registered.</summary>
    public const string RecipientUnregistered = "recipient-unregistered";

    /// <summary>3.3.1: a disclosure on consent that was never given, or not for this.</summary>
    public const string DisclosureNoConsent = "disclosure-no-consent";

    /// <summary>3.3.1: a disclosure on consent that had been withdrawn or had ended.</summary>
    public const string DisclosureAfterConsent = "disclosure-after-consent";

    /// <summary>A disclosure to another country.</summary>
    public const string DisclosureAbroad = "disclosure-abroad";

    /// <summary>A disclosure of blocked data.</summary>
    public const string DisclosureBlocked = "disclosure-blocked";

    /// <summary>Processing went on although the person had demanded that it stop.</summary>
    public const string ProcessingAfterStop = "processing-after-stop";

    /// <summary>Data was gathered while blocked.</summary>
    public const string CollectionBlocked = "collection-blocked";

    /// <summary>Data was gathered without a legal basis: consent was its only one, and there was none.</summary>
    public const string CollectionNoConsent = "collection-no-consent";

    /// <summary>Data came from somebody else, and the person was not told.</summary>
    public const string SourceUntold = "source-untold";

    /// <summary>Consent was bundled with another document.</summary>
    public const string ConsentBundled = "consent-bundled";

    /// <summary>6.1: consent under an edition nobody published.</summary>
    public const string ConsentEditionUnknown = "consent-edition-unknown";

    /// <summary>6.1: consent under an edition that was not in force.</summary>
    public const string ConsentEditionNotInForce = "consent-edition-not-in-force";

    /// <summary>Somebody acted for the person whose authority was not verified before.</summary>
    public const string RepresentativeUnverified = "representative-unverified";

    /// <summary>4.3: a message after the person had opted out.</summary>
    public const string MessageAfterOptOut = "message-after-opt-out";

    /// <summary>4.1: news or an offer nobody had asked for.</summary>
    public const string MessageUnasked = "message-unasked";

    /// <summary>4.1: a kind of message or a channel the policy does not name.</summary>
    public const string MessageUndeclared = "message-undeclared";

    /// <summary>7.2: support data used for something else.</summary>
    public const string SupportOtherPurpose = "support-other-purpose";

    /// <summary>A duty was done too late.</summary>
    public const string DutyMissed = "duty-missed";

    /// <summary>Proof was destroyed before its term ended.</summary>
    public const string EvidenceGoneEarly = "evidence-gone-early";

    /// <summary>Data was destroyed while a hold forbade it.</summary>
    public const string DestroyedUnderHold = "destroyed-under-hold";

    /// <summary>6.1: no policy was in force.</summary>
    public const string NoPolicy = "no-policy";

    /// <summary>A disclosure to a processor without an instruction (152-FZ 6(3)).</summary>
    public const string InstructionMissing = "instruction-missing";

    /// <summary>A report of destruction without what the act must show (152-FZ 21(7), Order RKN 179).</summary>
    public const string ActIncomplete = "act-incomplete";

    /// <summary>Data was destroyed with a tool of which no certificate is on record (152-FZ 19(2)(3.1)).</summary>
    public const string ToolUncertified = "tool-uncertified";

    /// <summary>A letter withdrew or demanded a stop, and who wrote it, or his authority, is not shown: it holds all the same.</summary>
    public const string LetterUnverified = "letter-unverified";

    /// <summary>A correction was asked for, and the data was neither blocked while that was checked nor was it said why not (152-FZ 21(1)).</summary>
    public const string CheckUnblocked = "check-unblocked";

    /// <summary>The kinds, in the order of their findings within one event.</summary>
    public static IReadOnlyList<FindingKind> All { get; } =
    [
        Kind(ServiceOutOfScope, "1.2", null, Severity.Breach, "Сервис не входит в область действия политики", "The service is outside the policy's scope"),
        Kind(CategoryUndeclared, "2.1", "CONS-02", Severity.Breach, "Категория данных не предусмотрена для этой цели", "The category is not declared for this purpose"),
        Kind(CategoryUnknown, "2.1", null, Severity.Breach, "Категория данных не предусмотрена политикой", "The policy names no such category"),
        Kind(PurposeUnknown, "2.2", "CONS-01", Severity.Breach, "Цель обработки не предусмотрена политикой", "The policy names no such purpose"),
        Kind(StatisticsIdentifiable, "2.2.5", "CONS-01", Severity.Breach, "Статистика по необезличенным данным", "Statistics on identifiable data"),
        Kind(StorageAbroad, "3.1", "DISC-08", Severity.Breach, "Хранение в стране, не указанной в политике", "Storage outside the countries the policy names"),
        Kind(SystemUnknown, "3.1", null, Severity.Warning, "Информационная система не внесена в реестр", "The system is not registered"),
        Kind(DisclosureNoGround, "3.3", "DISC-01", Severity.Breach, "Передача без правового основания", "Disclosure without a ground"),
        Kind(GroundNotInPolicy, "3.3", "DISC-01", Severity.Breach, "Такое основание передачи политикой не предусмотрено", "The policy gives no such ground of disclosure"),
        Kind(DisclosureNoDocument, "3.3", "DISC-11", Severity.Breach, "Нет документа, подтверждающего основание передачи", "The document behind the disclosure is missing"),
        Kind(AuthorityUnchecked, "3.3.3", "DISC-11", Severity.Warning, "Полномочия запросившего органа не проверены", "Nobody checked the authority of the body that asked"),
        Kind(RecipientUnregistered, "3.3", "DISC-01", Severity.Breach, "Получатель не внесён в реестр", "The recipient is not registered"),
        Kind(DisclosureNoConsent, "3.3.1", "CONS-05", Severity.Breach, "Передача без согласия субъекта", "Disclosure on a consent that does not exist"),
        Kind(DisclosureAfterConsent, "3.3.1", "WDR-01", Severity.Breach, "Передача после отзыва согласия или истечения его срока", "Disclosure after consent was withdrawn or had ended"),
        Kind(DisclosureAbroad, "3.1", "DISC-04", Severity.Notice, "Трансграничная передача: требуется уведомление Роскомнадзора", "Cross-border disclosure: needs a notice to the regulator"),
        Kind(DisclosureBlocked, null, "RECT-05", Severity.Breach, "Передача заблокированных данных", "Disclosure of blocked data"),
        Kind(ProcessingAfterStop, null, "WDR-03", Severity.Breach, "Обработка после требования о её прекращении", "Processing after the person demanded that it stop"),
        Kind(CollectionBlocked, null, "RECT-05", Severity.Breach, "Сбор данных в период блокирования", "Collection while processing is blocked"),
        Kind(CollectionNoConsent, "2.1", "CONS-01", Severity.Breach, "Сбор без действующего согласия", "Collection without a valid consent"),
        Kind(SourceUntold, null, "CONS-07", Severity.Breach, "Данные получены не от субъекта, и он не уведомлён", "Data came from somebody else and the person was not told"),
        Kind(ConsentBundled, null, RuleIds.SeparateConsent, Severity.Breach, "Согласие не оформлено отдельно от иных документов", "Consent is bundled with another document"),
        Kind(ConsentEditionUnknown, "6.1", "CONS-02", Severity.Breach, "Согласие дано по неизвестной редакции политики", "Consent under an unknown edition of the policy"),
        Kind(ConsentEditionNotInForce, "6.1", "CONS-02", Severity.Breach, "Согласие дано по редакции политики, которая не действовала", "Consent under an edition that was not in force"),
        Kind(RepresentativeUnverified, null, "CONS-04", Severity.Breach, "Полномочия представителя не проверены заранее", "The representative's authority was not verified beforehand"),
        Kind(MessageAfterOptOut, "4.3", RuleIds.StopMarketing, Severity.Breach, "Сообщение направлено после отказа от его получения", "Message after the person opted out"),
        Kind(MessageUnasked, "4.1", RuleIds.StopMarketing, Severity.Breach, "Рассылка без предварительного согласия", "News or an offer the person never asked for"),
        Kind(MessageUndeclared, "4.1", null, Severity.Warning, "Вид сообщения или канал не предусмотрен политикой", "The policy names no such kind of message or channel"),
        Kind(SupportOtherPurpose, "7.2", null, Severity.Breach, "Данные службы поддержки использованы в иных целях", "Support data used for another purpose"),
        Kind(DutyMissed, null, null, Severity.Breach, "Обязанность исполнена с нарушением срока", "A duty was done too late"),
        Kind(EvidenceGoneEarly, null, RuleIds.KeepDestructionEvidence, Severity.Breach, "Доказательства уничтожены до истечения срока хранения", "Proof was destroyed before its term ended"),
        Kind(DestroyedUnderHold, null, null, Severity.Breach, "Данные уничтожены вопреки запрету на уничтожение", "Data was destroyed while a hold forbade it"),
        Kind(NoPolicy, "6.1", "GOV-01", Severity.Breach, "Ни одна редакция политики не действовала", "No edition of the policy was in force"),
        Kind(InstructionMissing, null, "DISC-02", Severity.Breach, "Передача обработчику без поручения на обработку", "Disclosure to a processor without an instruction"),
        Kind(ActIncomplete, null, "DEST-07", Severity.Warning, "Не хватает сведений для акта об уничтожении", "The act of destruction cannot be complete"),
        Kind(ToolUncertified, null, "DEST-08", Severity.Notice, "Не указан сертификат средства уничтожения", "No certificate of the tool that destroyed the data"),
        Kind(LetterUnverified, null, "INQ-03", Severity.Warning, "Личность или полномочия автора письма не подтверждены", "Who wrote the letter, or his authority, is not verified"),
        Kind(CheckUnblocked, null, RuleIds.BlockAtOnce, Severity.Warning, "На время проверки данные не заблокированы, причина не указана", "Data was neither blocked while it was checked nor was it said why not"),
    ];

    static readonly FrozenDictionary<string, (FindingKind Kind, int Place)> ByCode =
        All.Select((kind, place) => (kind, place)).ToFrozenDictionary(x => x.kind.Code, x => x, StringComparer.Ordinal);

    /// <summary>The kind by its code; throws where there is none (a fault of the program).</summary>
    public static FindingKind Of(string code) => ByCode[code].Kind;

    internal static int PlaceOf(string code) => ByCode[code].Place;

    static FindingKind Kind(string code, string? clause, string? rule, Severity severity, string ru, string en) =>
        new(code, clause, rule, severity, new(ru, en));
}
