using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Acts;

/// <summary>Names of categories, systems and processors as the operator's registers have them; what is not registered stands by its id, and is missing.</summary>
sealed class ActNames(OperatorRegisters registers)
{
    /// <summary>The category's Russian name in the edition then in force, or else in any that names it; null where none does.</summary>
    public string? Category(string id, DateTimeOffset at) =>
        NameIn(registers.EditionInForce(at), id) ?? registers.Editions.Reverse().Select(edition => NameIn(edition, id)).FirstOrDefault(name => name is not null);

    public string? System(string id) => registers.Systems.GetValueOrDefault(id)?.Terms.Name;

    /// <summary>The processor (item б); by its id alone where it is not registered.</summary>
    public ActParty Processor(string id) => registers.Recipients.GetValueOrDefault(id)?.Terms is { } terms ? new(terms.Name, terms.Address, terms.Inn) : new(id, null);

    public bool KnowsProcessor(string id) => registers.Recipients.ContainsKey(id);

    static string? NameIn(Edition? edition, string id) => edition?.Published.Terms.Categories.FirstOrDefault(category => category.Id == id)?.Name.Ru;
}
