using Ledger.Host.Reports;
using Ledger.Host.Web.Parts;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Registers;

/// <summary>How an inquiry stands, in words.</summary>
static class InquiryWords
{
    /// <summary>What is asked: codes with spaces between, in words.</summary>
    public static string Cases(string codes, RegisterView view) =>
        RegisterWords.Capital(string.Join(", ", codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => view.Codes.Code("case", code))));

    public static RegisterCell Standing(InquiryRow row, RegisterView view) => row switch
    {
        { IsOpen: true, Due: { } due } => RegisterCell.Badged(view.Terms.Left(Micros.ToMoment(due), DueWording.RuleOf(row.Read()), view.Now)),
        { IsOpen: true } => new(view.Say("в работе, без срока", "open, no term")) { Badge = "info" },
        { Refused: { } refused } when refused >= (row.Answered ?? long.MinValue) => new(view.Say($"отказ {Day(refused, view)}", $"refused {Day(refused, view)}")) { Badge = "plain" },
        { Answered: { } answered } => new(view.Say($"отвечено {Day(answered, view)}", $"answered {Day(answered, view)}")) { Badge = "good" },
        _ => new(view.Say("закрыто", "closed")) { Badge = "plain" },
    };

    static string Day(long micros, RegisterView view) => view.Words.Day(view.Words.LocalDay(Micros.ToMoment(micros)));
}

/// <summary>How an incident stands, in words.</summary>
static class IncidentWords
{
    public static RegisterCell Standing(IncidentRow row, RegisterView view) => row.Due is { } due
        ? RegisterCell.Badged(view.Terms.Left(Micros.ToMoment(due), DueWording.RuleOf(row.Read()), view.Now))
        : new(view.Say("всё исполнено", "nothing left to do")) { Badge = "good" };
}

/// <summary>What a finding is about, in words.</summary>
static class FindingWords
{
    /// <summary>The categories, purposes, recipients, systems or duty it names, by name where they have one.</summary>
    public static string Detail(FindingRow row, RegisterView view) =>
        row.Code == FindingKinds.DutyMissed ? view.Say(RegisterWords.Duty(row.Detail)) : string.Join(", ", row.Detail.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => Named(id, row, view)));

    public static string Norms(FindingRow row, RegisterView view) =>
        string.Join("; ", new[] { row.Clause is { } clause ? view.Say($"п. {clause} политики", $"clause {clause}") : "", RegisterWords.Norm(row.Rule, view) }.Where(text => text.Length > 0));

    static string Named(string id, FindingRow row, RegisterView view)
    {
        var at = Micros.ToMoment(row.At);
        if (row.Code is FindingKinds.StorageAbroad or FindingKinds.DisclosureAbroad && id.Length == 2) return CodeWords.CountryName(id).In(view.Language);
        return new[] { view.Names.Recipient(id), view.Names.System(id), view.Names.Category(id, at), view.Names.Purpose(id, at) }.Select(view.Words.Of).FirstOrDefault(name => name != id) ?? id;
    }
}
