using System.Collections.Frozen;
using Ledger.Host.Demo;
using Ledger.Law;

namespace Ledger.Host.Sheets;

/// <summary>What each rule that opens duties demands, in a few words.</summary>
static class DutyNames
{
    static readonly FrozenDictionary<string, Words> Names = new Dictionary<string, Words>
    {
        [RuleIds.PublishDisseminationConditions] = new("publish the conditions of dissemination", "опубликовать условия распространения"),
        [RuleIds.StopDissemination] = new("stop the dissemination", "прекратить распространение"),
        [RuleIds.AnswerObjection] = new("answer the objection", "ответить на возражение"),
        [RuleIds.DestroyAfterWithdrawal] = new("destroy what the consent covered", "уничтожить данные по отозванному согласию"),
        [RuleIds.StopOnDemand] = new("stop the processing", "прекратить обработку"),
        [RuleIds.StopUnlawfulProcessing] = new("stop the unlawful processing", "прекратить неправомерную обработку"),
        [RuleIds.DestroyUnlawful] = new("destroy what is processed unlawfully", "уничтожить неправомерно обрабатываемые данные"),
        [RuleIds.DestroyOnProof] = new("destroy what was obtained unlawfully or is not needed", "уничтожить незаконно полученное или ненужное для цели"),
        [RuleIds.DestroyAfterPurpose] = new("destroy what was held for a purpose or term that ended", "уничтожить данные: цель достигнута или срок истёк"),
        [RuleIds.TellRecipients] = new("tell those who received the data", "сообщить получателям данных"),
        [RuleIds.AnswerPerson] = new("answer the person", "ответить субъекту"),
        [RuleIds.ShowAtOnce] = new("show the data to the person who came", "ознакомить обратившегося с его данными"),
        [RuleIds.RefusePerson] = new("refuse in writing, with reasons", "дать мотивированный отказ"),
        [RuleIds.AnswerRegulator] = new("answer Roskomnadzor", "ответить Роскомнадзору"),
        [RuleIds.AnswerTransferRequest] = new("answer Roskomnadzor about the cross-border transfer", "ответить Роскомнадзору о трансграничной передаче"),
        [RuleIds.Rectify] = new("correct the data", "уточнить данные"),
        [RuleIds.NotifyIncident] = new("notify Roskomnadzor of the incident", "уведомить Роскомнадзор об инциденте"),
        [RuleIds.NotifyInvestigation] = new("report the investigation to Roskomnadzor", "сообщить Роскомнадзору результаты расследования"),
        [RuleIds.GdprActOnRequest] = new("act on the request (GDPR)", "исполнить запрос (GDPR)"),
        [RuleIds.GdprNotifyBreach] = new("notify the supervisory authority (GDPR)", "уведомить надзорный орган (GDPR)"),
        [RuleIds.KeepDestructionEvidence] = new("keep the evidence of destruction", "хранить подтверждение уничтожения"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rules that open duties.</summary>
    public static IEnumerable<string> Rules => Names.Keys;

    /// <summary>The words for a rule; its id where there are none.</summary>
    public static Words Of(string rule) => Names.GetValueOrDefault(rule) ?? new(rule, rule);
}
