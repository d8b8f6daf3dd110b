using Ledger.Policies;
using Ledger.Projections;
using Ledger.Registers;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(4) who the operator is, and who has the data beside it, or may get it.</summary>
static class RecipientParts
{
    static readonly LocalText Name = new("Наименование оператора", "Name of the operator"), Address = new("Место нахождения", "Place"), Registry = new("Номер в реестре операторов", "Number in the register of operators"),
        Unnamed = new("Оператор в журнале не зарегистрирован: его наименование и место нахождения указываются в сопроводительном письме.", "The operator is not registered in the ledger: the covering letter gives its name and place."),
        Given = new("Кому данные передавались", "To whom data was disclosed"), May = new("Кому данные могут быть раскрыты", "To whom data may be disclosed"), NoOne = new("По записям оператора данные субъекта третьим лицам не передавались.", "By the operator's records no data of this person was disclosed to third parties."),
        NobodyElse = new("Иных лиц, которым данные могут быть раскрыты по согласию субъекта или договору, в записях нет.", "The records name nobody else to whom data may be disclosed by the person's consent or a contract."),
        To = new("Кому", "To whom"), What = new("Категории данных", "Categories of data"), For = new("Цель", "Purpose"), Ground = new("Основание", "Ground"), When = new("Когда", "When"), How = new("Основание", "Ground"),
        ByConsent = new("согласие субъекта", "consent"), ByInstruction = new("поручение оператора (ч. 3 ст. 6)", "the operator's instruction (6(3))"), Once = new("{0}", "{0}"), Times = new("{0} — {1}, раз: {2}", "{0} to {1}, times: {2}"),
        Staff = new("Сведения о работниках оператора, имеющих доступ к данным, законом из этого перечня исключены.", "The law leaves the operator's employees who have access to the data out of this list.");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on) =>
    [
        Operator(on),
        ReportTable.Of("recipients", on.In(Given),
            [on.Column("recipient", To, 29), on.Column("categories", What, 22), on.Column("purpose", For, 19), on.Column("ground", Ground, 15), on.Column("when", When, 15)],
            [.. on.Person.Disclosed.Select(disclosed => Row(on, disclosed))]) with { Empty = on.In(NoOne) },
        ReportTable.Of("mayReceive", on.In(May), [on.Column("recipient", To, 60), on.Column("ground", How, 40)], [.. Possible(on)]) with { Empty = on.In(NobodyElse) },
        .. on.IsEu ? Array.Empty<ReportBlock>() : [on.Say(Staff)],
    ];

    /// <summary>A recipient as it must be named: name, what it is, where.</summary>
    public static ReportValue Named(AccessCase on, string id)
    {
        if (on.Registers.Recipients.GetValueOrDefault(id)?.Terms is not { } terms) return on.Names.Recipient(id);
        return ReportValue.Of(id, $"{terms.Name} ({on.In(AccessWords.Of(terms.Kind))}), {terms.Address ?? on.In(CodeWords.CountryName(terms.Country))}");
    }

    static ReportBlock Operator(AccessCase on)
    {
        if (on.Registers.Operator is not { Terms: var self }) return new ReportWarning(on.In(Unnamed));
        List<ReportFact> facts = [new("name", on.In(Name), ReportValue.Of(self.Name)), new("address", on.In(Address), ReportValue.Of(self.Address))];
        if (self.Inn is { } inn) facts.Add(new("inn", on.In(new("ИНН", "INN (taxpayer number)")), ReportValue.Of(inn)));
        if (self.Ogrn is { } ogrn) facts.Add(new("ogrn", on.In(new("ОГРН", "OGRN (registration number)")), ReportValue.Of(ogrn)));
        if (self.RegistryNumber is { } number) facts.Add(new("registryNumber", on.In(Registry), ReportValue.Of(number)));
        return new ReportFacts("operator", facts);
    }

    static ReportValue[] Row(AccessCase on, Disclosed disclosed) =>
    [
        Named(on, disclosed.Recipient), on.Names.Categories(disclosed.Categories, disclosed.Last), on.Names.Purpose(disclosed.Purpose, disclosed.Last),
        ReportValue.Of(disclosed.Ground is { } ground ? Documents.DocumentJson.Name(ground) : "none", on.In(AccessWords.Of(disclosed.Ground))), ReportValue.Of(WhenOf(on, disclosed)),
    ];

    static string WhenOf(AccessCase on, Disclosed disclosed)
    {
        string Day(DateTimeOffset at) => on.Words.Day(on.Words.LocalDay(at));
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(disclosed.Count == 1 ? Once : Times), Day(disclosed.First), Day(disclosed.Last), disclosed.Count);
    }

    static IEnumerable<ReportValue[]> Possible(AccessCase on)
    {
        var had = on.Person.Disclosed.Select(disclosed => disclosed.Recipient).ToHashSet(StringComparer.Ordinal);
        foreach (var id in on.Person.Consents.Where(consent => consent.Purposes.Any(purpose => consent.IsValid(purpose, on.Now))).SelectMany(consent => consent.Recipients).Distinct())
            if (had.Add(id)) yield return [Named(on, id), ReportValue.Of(on.In(ByConsent))];
        foreach (var (id, recipient) in on.Registers.Recipients.OrderBy(named => named.Key, StringComparer.Ordinal))
            if (recipient.Terms is { Kind: RecipientKind.Processor, Instruction: not null } && had.Add(id)) yield return [Named(on, id), ReportValue.Of(on.In(ByInstruction))];
    }
}
