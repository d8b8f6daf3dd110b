using System.Collections.Frozen;
using Ledger.Host.Demo;
using Ledger.Incidents;
using Ledger.Inquiries;

namespace Ledger.Host.Sheets;

/// <summary>What is said of inquiries and incidents, in a few words.</summary>
static class InquiryNames
{
    static readonly FrozenDictionary<InquiryFrom, Words> Askers = new Dictionary<InquiryFrom, Words>
    {
        [InquiryFrom.Person] = new("the person", "субъект"),
        [InquiryFrom.Representative] = new("a representative", "представитель"),
        [InquiryFrom.Regulator] = new("Roskomnadzor", "Роскомнадзор"),
        [InquiryFrom.Court] = new("a court", "суд"),
        [InquiryFrom.Other] = new("another body", "иной орган"),
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<InquiryForm, Words> Forms = new Dictionary<InquiryForm, Words>
    {
        [InquiryForm.InPerson] = new("in person", "личное обращение"),
        [InquiryForm.Paper] = new("on paper", "на бумаге"),
        [InquiryForm.Electronic] = new("electronic", "в электронной форме"),
        [InquiryForm.Phone] = new("by telephone", "по телефону"),
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<InquiryCase, Words> Cases = new Dictionary<InquiryCase, Words>
    {
        [InquiryCase.Information] = new("information", "сведения"),
        [InquiryCase.Correction] = new("correction", "уточнение"),
        [InquiryCase.Stop] = new("stop processing", "прекращение обработки"),
        [InquiryCase.Withdrawal] = new("withdrawal", "отзыв согласия"),
        [InquiryCase.Destruction] = new("destruction", "уничтожение"),
        [InquiryCase.Objection] = new("objection", "возражение"),
        [InquiryCase.Question] = new("question", "вопрос"),
        [InquiryCase.Transfer] = new("cross-border transfer", "трансграничная передача"),
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<DetectedBy, Words> Detectors = new Dictionary<DetectedBy, Words>
    {
        [DetectedBy.Operator] = new("the operator", "оператор"),
        [DetectedBy.Regulator] = new("Roskomnadzor", "Роскомнадзор"),
        [DetectedBy.Person] = new("a person concerned", "субъект"),
        [DetectedBy.ThirdParty] = new("a third party", "третье лицо"),
    }.ToFrozenDictionary();

    public static Words Of(InquiryFrom from) => Askers[from];

    public static Words Of(InquiryForm form) => Forms[form];

    public static Words Of(InquiryCase kind) => Cases[kind];

    public static Words Of(DetectedBy by) => Detectors[by];

    /// <summary>Working days until a day, or since it.</summary>
    public static string Left(int days, bool overdue, Language language) => (overdue, days, language) switch
    {
        (true, _, Language.Ru) => "просрочено",
        (true, _, _) => "OVERDUE",
        (_, 0, Language.Ru) => "сегодня",
        (_, 0, _) => "today",
        (_, _, Language.Ru) => $"{days} раб. дн.",
        _ => $"{days} WD",
    };
}
