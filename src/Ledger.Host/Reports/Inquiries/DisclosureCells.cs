using Ledger.Disclosures;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>How a disclosure reads in the tables of an answer.</summary>
static class DisclosureCells
{
    static readonly LocalText Inn = new("ИНН {0}", "INN {0}"), Instruction = new("поручение: {0}", "instruction: {0}"), Consent = new("согласие {0}", "consent {0}"), None = new("основание не указано", "no ground is recorded"),
        Document = new("{0} № {1} от {2}", "{0} No. {1} of {2}"), Unregistered = new("не внесён в реестр получателей", "not in the register of recipients");

    /// <summary>The recipient as it must be named: name, what it is, where, and the instruction it processes under.</summary>
    public static ReportValue Recipient(AnswerCase on, string id)
    {
        if (on.Registers.Recipients.GetValueOrDefault(id)?.Terms is not { } terms) return ReportValue.Of([ReportValue.Of(id), ReportValue.Of(on.In(Unregistered))]);
        List<string> parts = [terms.Name, on.Words.Of(CodeWords.Kind(terms.Kind, on.Asked.Language)), on.Words.Of(CodeWords.Country(terms.Country, on.Asked.Language))];
        if (terms.Inn is { } inn) parts.Add(on.Say(Inn, inn));
        if (terms.Instruction is { } instruction) parts.Add(on.Say(Instruction, instruction));
        return ReportValue.Of(id, string.Join(", ", parts));
    }

    /// <summary>The ground of the policy (3.3), the law's basis behind it, and the consent relied on.</summary>
    public static ReportValue Ground(AnswerCase on, DisclosureMade data)
    {
        if (data.Ground is not { } ground) return ReportValue.Of("none", on.In(None));
        List<ReportValue> said = [on.Code("ground", ground)];
        if (data.Basis is { } basis) said.Add(ReportValue.Of(CodeWords.Basis(basis, on.Asked.Language)));
        if (data.Consent is { } consent) said.Add(ReportValue.Of(on.Say(Consent, consent)));
        return ReportValue.Of(said);
    }

    /// <summary>The document behind the ground; its number is sealed.</summary>
    public static ReportValue DocumentOf(AnswerCase on, AnswerEvent happened, DisclosureMade data)
    {
        if (data.Document is not { } document) return ReportValue.None;
        var number = happened.At("/data/document/number") ?? on.Words.Of(ReportValue.Destroyed);
        return ReportValue.Of(string.Join(", ", new[] { on.Say(Document, on.Words.Of(CodeWords.Document(document.Kind, on.Asked.Language)), number, on.Words.Day(document.Date)), document.Issuer is { } issuer ? on.Words.Of(on.Names.Recipient(issuer)) : null, document.Norm is { } norm ? NormText.Of(norm, on.Asked.Language) : null }.OfType<string>()));
    }
}
