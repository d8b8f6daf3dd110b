using Ledger.Policies;
using Ledger.Registers;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(9) who processes on the operator's instruction, or is to.</summary>
static class ProcessorParts
{
    static readonly LocalText Name = new("Наименование", "Name"), Address = new("Адрес", "Address"), Instruction = new("Поручение", "Instruction"), Passed = new("Данные субъекта передавались", "Data of this person was disclosed"), NotPassed = new("нет", "no"),
        None = new("По записям оператора обработка никому не поручена.", "By the operator's records nobody processes on its instruction."), NoAddress = new("{0}, адрес сообщается по запросу", "{0}; the address is given on request");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on) =>
    [
        ReportTable.Of("processors", null, [on.Column("name", Name, 28), on.Column("address", Address, 34), on.Column("instruction", Instruction, 18), on.Column("passed", Passed, 20)], [.. Rows(on)]) with { Empty = on.In(None) },
    ];

    static IEnumerable<ReportValue[]> Rows(AccessCase on)
    {
        foreach (var (id, recipient) in on.Registers.Recipients.Where(named => named.Value.Terms.Kind == RecipientKind.Processor).OrderBy(named => named.Key, StringComparer.Ordinal))
        {
            var terms = recipient.Terms;
            var passed = on.Person.Disclosed.Where(disclosed => disclosed.Recipient == id).ToList();
            yield return
            [
                ReportValue.Of(id, terms.Name), ReportValue.Of(terms.Address ?? string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(NoAddress), on.In(CodeWords.CountryName(terms.Country)))),
                ReportValue.Of(terms.Instruction), passed.Count == 0 ? ReportValue.Of(on.In(NotPassed)) : on.Day(passed.Max(disclosed => disclosed.Last)),
            ];
        }
    }
}
