using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports;

/// <summary>The operator and the period, as the head of a report names them.</summary>
static class OperatorParts
{
    public static readonly LocalText Head = new("Общие сведения", "General");

    static readonly LocalText Name = new("Оператор", "Operator"), Address = new("Адрес", "Address"), Numbers = new("ИНН, ОГРН", "INN, OGRN"),
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
        var numbers = new[] { terms.Inn, terms.Ogrn }.OfType<string>().ToList();
        yield return new("numbers", Numbers.In(language), ReportValue.Of(numbers.Count > 0 ? string.Join(", ", numbers) : Unsaid.In(language)));
        yield return new("registryNumber", Registry.In(language), ReportValue.Of(terms.RegistryNumber ?? Unsaid.In(language)));
    }

    public static ReportFact Period(string words, ReportLanguage language) => new("period", Time.In(language), ReportValue.Of(words));
}
