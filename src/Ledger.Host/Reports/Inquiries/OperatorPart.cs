using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Who the operator is.</summary>
static class OperatorPart
{
    public static readonly LocalText Title = new("Оператор", "The operator");

    static readonly LocalText Name = new("Наименование", "Name"), Address = new("Адрес", "Address"), Inn = new("ИНН", "INN (taxpayer number)"), Ogrn = new("ОГРН", "OGRN (registration number)"),
        Registry = new("Номер в реестре операторов", "Number in the register of operators"),
        Responsible = new("Кто отвечает на обращения", "Who answers inquiries"), Reached = new("Телефон, электронная почта", "Telephone, e-mail"), Unnamed = new("Оператор в журнале не зарегистрирован: наименование, ИНН, ОГРН и ответственный указываются в сопроводительном письме.",
            "The operator is not registered in the ledger: the covering letter gives its name, INN, OGRN and responsible person.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on)
    {
        if (on.Registers.Operator is not { Terms: var self })
        {
            yield return new ReportWarning(on.In(Unnamed));
            yield break;
        }
        yield return new ReportFacts("operator",
        [
            on.Fact("name", Name, ReportValue.Of(self.Name)), on.Fact("address", Address, ReportValue.Of(self.Address)), on.Fact("inn", Inn, ReportValue.Of(self.Inn)),
            on.Fact("ogrn", Ogrn, ReportValue.Of(self.Ogrn)), on.Fact("registryNumber", Registry, ReportValue.Of(self.RegistryNumber)), on.Fact("responsible", Responsible, ReportValue.Of(self.Contact)),
            on.Fact("reached", Reached, ReportValue.Of([.. new[] { self.Phone, self.Email }.OfType<string>().Select(ReportValue.Of)])),
        ]);
    }
}
