using Ledger.Host.Reports;
using Ledger.Projections;

namespace Ledger.Host.Web.Registers;

/// <summary>What a finding is about, in words.</summary>
static class FindingWords
{
    /// <summary>The categories, purposes, recipients, systems or duty it names, by name where they have one.</summary>
    public static string Detail(FindingRow row, RegisterView view) => row.Code switch
    {
        FindingKinds.DutyMissed => view.Say(RegisterWords.Duty(row.Detail)),
        FindingKinds.NoPolicy => view.Codes.NameOf(row.Detail),
        FindingKinds.MessageUndeclared or FindingKinds.MessageAfterOptOut or FindingKinds.MessageUnasked => Message(row.Detail, view),
        _ => string.Join(", ", row.Detail.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => Named(id, row, view))),
    };

    public static string Norms(FindingRow row, RegisterView view) => string.Join("; ", new[] { Clause(row, view), Norm(row, view) }.Where(text => text.Length > 0));

    /// <summary>The clause, where the edition in force at the time has it: another operator's policy counts its clauses otherwise.</summary>
    public static string Clause(FindingRow row, RegisterView view) =>
        FindingClause.Of(row.Clause, view.Registers.EditionInForce(Micros.ToMoment(row.At))) is { } clause
            ? view.Say($"п.\u00A0{clause} политики", $"clause\u00A0{clause} of the policy") : "";

    /// <summary>The law's article. None asks for a register of recipients: who is not in it breaks the operator's own order, and not yet the law.</summary>
    static string Norm(FindingRow row, RegisterView view) => row.Code == FindingKinds.RecipientUnregistered ? "" : RegisterWords.Norm(row.Rule, view);

    static string Message(string detail, RegisterView view) => detail.Split('/', 2) is [var kind, var channel]
        ? $"{RegisterWords.Capital(view.Word("messageKind", kind))}: {view.Word("channel", channel)}" : detail;

    static string Named(string id, FindingRow row, RegisterView view) => row.Code switch
    {
        FindingKinds.DisclosureAbroad => view.Country(id),
        FindingKinds.StorageAbroad when id.Split(':') is [var system, var country] => $"{view.SystemName(system)}, {view.Country(country)}",
        FindingKinds.GroundNotInPolicy => view.Word("ground", id),
        FindingKinds.ConsentEditionUnknown or FindingKinds.ConsentEditionNotInForce => view.Registers.Edition(id) is { } edition ? view.EditionName(edition) : id,
        FindingKinds.ActIncomplete => id switch { "act" => view.Say("номер акта", "the act's reference"), "performedBy" => view.Say("кто уничтожил", "who did it"), "media" => view.Say("какие носители", "which media"), _ => id },
        FindingKinds.LetterUnverified => id == "inadmissible" ? view.Say("недостатки не названы", "what it lacks is not said") : view.Word("deficiency", id),
        FindingKinds.CheckUnblocked => view.Word("case", id),
        FindingKinds.RepresentativeUnverified when id == "withdrawal" => view.Word("case", id),
        FindingKinds.EvidenceGoneEarly => view.Say(RegisterWords.Duty(id[(id.IndexOf('.', StringComparison.Ordinal) + 1)..])),
        _ => OfRegisters(id, Micros.ToMoment(row.At), view),
    };

    static string OfRegisters(string id, DateTimeOffset at, RegisterView view) =>
        new[] { view.Names.Recipient(id), view.Names.System(id), view.Names.Category(id, at), view.Names.Purpose(id, at) }.Select(view.Words.Of).FirstOrDefault(name => name != id) ?? id;
}
