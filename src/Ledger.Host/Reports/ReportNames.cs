using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports;

/// <summary>
/// Names of what the operator's registers hold, in the language of a report; what is not registered stands by its id. Categories and purposes are named as in
/// the edition then in force, or else in any that names them.
/// </summary>
sealed class ReportNames(OperatorRegisters registers, ReportLanguage language)
{
    public ReportValue Purpose(string id, DateTimeOffset at) => Named(id, at, edition => edition.Purposes.FirstOrDefault(purpose => purpose.Id == id)?.Name);

    public ReportValue Category(string id, DateTimeOffset at) => Named(id, at, edition => edition.Categories.FirstOrDefault(category => category.Id == id)?.Name);

    public ReportValue Categories(IEnumerable<string> ids, DateTimeOffset at) => ReportValue.Of([.. ids.Select(id => Category(id, at))]);

    public ReportValue Purposes(IEnumerable<string> ids, DateTimeOffset at) => ReportValue.Of([.. ids.Select(id => Purpose(id, at))]);

    public ReportValue Recipient(string id) => ReportValue.Of(id, registers.Recipients.GetValueOrDefault(id)?.Terms.Name ?? id);

    public ReportValue System(string id) => ReportValue.Of(id, registers.Systems.GetValueOrDefault(id)?.Terms.Name ?? id);

    ReportValue Named(string id, DateTimeOffset at, Func<PolicyTerms, LocalText?> find)
    {
        var name = (registers.EditionInForce(at) is { } edition ? find(edition.Published.Terms) : null)
            ?? registers.Editions.Reverse().Select(other => find(other.Published.Terms)).FirstOrDefault(text => text is not null);
        return ReportValue.Of(id, name?.In(language) ?? id);
    }
}
