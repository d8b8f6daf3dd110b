using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>Codes in the words a person is told, by the law the person's data is under.</summary>
static class AccessWords
{
    public static LocalText Of(LegalBasis basis, bool eu) => eu ? European(basis) : basis switch
    {
        LegalBasis.Consent => new("согласие субъекта (п. 1 ч. 1 ст. 6)", "consent (6(1)(1))"),
        LegalBasis.Law => new("обязанность, возложенная на оператора законом (п. 2 ч. 1 ст. 6)", "a duty of the operator by law (6(1)(2))"),
        LegalBasis.Court => new("участие в судопроизводстве (п. 3 ч. 1 ст. 6)", "taking part in court proceedings (6(1)(3))"),
        LegalBasis.Enforcement => new("исполнение судебного акта (п. 3.1 ч. 1 ст. 6)", "enforcement of a court's act (6(1)(3.1))"),
        LegalBasis.PublicService => new("государственная или муниципальная услуга (п. 4 ч. 1 ст. 6)", "a public service (6(1)(4))"),
        LegalBasis.Contract => new("договор, стороной которого является субъект (п. 5 ч. 1 ст. 6)", "a contract with the person (6(1)(5))"),
        LegalBasis.VitalInterest => new("защита жизненно важных интересов (п. 6 ч. 1 ст. 6)", "vital interests (6(1)(6))"),
        LegalBasis.LegitimateInterest => new("права и законные интересы оператора или третьих лиц (п. 7 ч. 1 ст. 6)", "rights and legitimate interests of the operator or others (6(1)(7))"),
        LegalBasis.Journalism => new("журналистская, научная или творческая деятельность (п. 8 ч. 1 ст. 6)", "journalism, science or creative work (6(1)(8))"),
        LegalBasis.Statistics => new("статистика при обязательном обезличивании (п. 9 ч. 1 ст. 6)", "statistics, with mandatory anonymisation (6(1)(9))"),
        LegalBasis.AnonymisedData => new("обезличенные данные по статье 13.1 (п. 9.1 ч. 1 ст. 6)", "anonymised data under article 13.1 (6(1)(9.1))"),
        _ => new("обязательное раскрытие по закону (п. 11 ч. 1 ст. 6)", "publication demanded by law (6(1)(11))"),
    };

    static LocalText European(LegalBasis basis) => basis switch
    {
        LegalBasis.Consent => new("согласие (ст. 6(1)(a))", "consent (Art. 6(1)(a))"),
        LegalBasis.Contract => new("договор (ст. 6(1)(b))", "contract (Art. 6(1)(b))"),
        LegalBasis.VitalInterest => new("жизненно важные интересы (ст. 6(1)(d))", "vital interests (Art. 6(1)(d))"),
        LegalBasis.PublicService => new("задача в общественных интересах (ст. 6(1)(e))", "a task in the public interest (Art. 6(1)(e))"),
        LegalBasis.LegitimateInterest or LegalBasis.Journalism => new("законные интересы (ст. 6(1)(f))", "legitimate interests (Art. 6(1)(f))"),
        LegalBasis.Statistics or LegalBasis.AnonymisedData => new("статистика на обезличенных данных", "statistics on anonymised data"),
        _ => new("обязанность по закону (ст. 6(1)(c))", "a legal obligation (Art. 6(1)(c))"),
    };

    public static LocalText Of(DisclosureGround? ground) => ground switch
    {
        DisclosureGround.Consent => new("согласие субъекта", "consent"),
        DisclosureGround.Service => new("договор: сервис, которым пользуется субъект", "contract: a service the person uses"),
        DisclosureGround.Law => new("федеральный закон", "a federal law"),
        _ => new("основание не указано", "no ground is recorded"),
    };

    public static LocalText Of(RecipientKind kind) => kind switch
    {
        RecipientKind.StateBody => new("государственный орган", "state body"),
        RecipientKind.Processor => new("обработчик по поручению", "processor"),
        RecipientKind.Partner => new("партнёр", "partner"),
        RecipientKind.Customer => new("заказчик", "customer"),
        RecipientKind.Public => new("неограниченный круг лиц", "anybody"),
        _ => new("организация", "organisation"),
    };

    public static LocalText Of(DataOrigin origin) => origin switch
    {
        DataOrigin.Provided => new("субъект", "the person"),
        DataOrigin.Automatic => new("получено автоматически при использовании сервиса", "gathered automatically while the service was used"),
        _ => new("обращение субъекта в поддержку", "the person's request to Support"),
    };

    public static LocalText Of(BlockReason reason) => reason switch
    {
        BlockReason.UnlawfulProcessing => new("проверка правомерности обработки", "a check of whether processing is lawful"),
        BlockReason.Inaccuracy => new("проверка точности данных", "a check of whether the data is accurate"),
        BlockReason.DestructionImpossible => new("уничтожить в срок невозможно", "destruction in time is impossible"),
        _ => new("требование Роскомнадзора", "a demand of the regulator"),
    };

    public static LocalText Of(DestructionReason reason) => reason switch
    {
        DestructionReason.Withdrawal => new("отзыв согласия", "withdrawal of consent"),
        DestructionReason.PurposeAchieved => new("достижение цели или окончание срока", "the purpose was achieved, or the term ended"),
        DestructionReason.UnlawfulProcessing => new("неправомерная обработка", "unlawful processing"),
        DestructionReason.SubjectProof => new("требование субъекта с подтверждением", "the person's demand, with proof"),
        DestructionReason.StopDemanded => new("требование прекратить обработку", "demand that processing stop"),
        _ => new("требование Роскомнадзора", "a demand of the regulator"),
    };

    public static LocalText Of(HoldGround ground) => ground switch
    {
        HoldGround.Court => new("судебный акт или судебное разбирательство", "a court's ruling or proceedings"),
        HoldGround.Investigation => new("расследование", "an investigation"),
        HoldGround.Claim => new("притязание", "a claim"),
        HoldGround.Regulator => new("проверка Роскомнадзора", "an inspection by the regulator"),
        _ => new("требование закона", "a demand of the law"),
    };
}
