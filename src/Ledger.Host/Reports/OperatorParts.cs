using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports;

/// <summary>The operator and the period, as the head of a report names them.</summary>
static class OperatorParts
{
    public static readonly LocalText Head = new("Общие сведения", "General");

    static readonly LocalText Name = new("Оператор", "Operator"), Address = new("Адрес", "Address"), Inn = new("ИНН", "INN (taxpayer number)"), Ogrn = new("ОГРН", "OGRN (state registration)"),
        Registry = new("Номер в реестре операторов", "Number in the regulator's register"), Nobody = new("не зарегистрирован в журнале", "not registered in the ledger"),
        Unsaid = new("не указан", "not stated"), Time = new("Период", "Period");

    /// <summary>Who the operator is.</summary>
    public static IEnumerable<ReportFact> Operator(OperatorRegisters registers, ReportLanguage language)
    {
        if (registers.Operator is not { Terms: var terms })
        {
            yield return new("operator", Name.In(language), ReportValue.Of(Nobody.In(language)));
            yield break;
        }
        yield return new("operator", Name.In(language), ReportValue.Of(terms.Name));
        yield return new("address", Address.In(language), ReportValue.Of(terms.Address));
        yield return new("inn", Inn.In(language), ReportValue.Of(terms.Inn ?? Unsaid.In(language)));
        yield return new("ogrn", Ogrn.In(language), ReportValue.Of(terms.Ogrn ?? Unsaid.In(language)));
        yield return new("registryNumber", Registry.In(language), ReportValue.Of(terms.RegistryNumber ?? Unsaid.In(language)));
    }

    public static ReportFact Period(string words, ReportLanguage language) => new("period", Time.In(language), ReportValue.Of(words));
}
