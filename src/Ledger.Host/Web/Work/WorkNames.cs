using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Work;

/// <summary>What ids of the operator's registers are called, so that people read names.</summary>
/// <param name="registers">The registers.</param>
/// <param name="now">When: names of purposes and categories are those of the edition in force.</param>
/// <param name="language">In which language.</param>
public sealed class WorkNames(OperatorRegisters registers, DateTimeOffset now, ReportLanguage language)
{
    readonly Edition? _edition = registers.EditionInForce(now) ?? (registers.Editions is [.., var last] ? last : null);

    /// <summary>The edition the names come from; null while none was published.</summary>
    public Edition? Edition => _edition;

    public string Purpose(string id) => _edition?.Published.Terms.Purposes.FirstOrDefault(purpose => purpose.Id == id)?.Name.In(language) ?? id;

    public string Category(string id) => _edition?.Published.Terms.Categories.FirstOrDefault(category => category.Id == id)?.Name.In(language) ?? id;

    public string System(string id) => registers.Systems.GetValueOrDefault(id)?.Terms.Name ?? id;

    public string Recipient(string id) => registers.Recipients.GetValueOrDefault(id)?.Terms.Name ?? id;

    /// <summary>What a duty waits for, in words: a category in a system, or a recipient to be told.</summary>
    public Func<string, string> Wait(string all) => wait => wait.StartsWith("to:", StringComparison.Ordinal) ? Recipient(wait["to:".Length..])
        : wait.LastIndexOf('@') is >= 0 and var at ? string.Join(" — ", new[] { wait[..at] == "*" ? all : Category(wait[..at]), System(wait[(at + 1)..]) }.Where(part => part.Length > 0))
        : wait;

    /// <summary>The name of an id in a member of an event; null where it is none of a register.</summary>
    public string? Of(string member, string id) => member switch
    {
        "system" or "systems" or "copiesOf" => System(id),
        "recipient" or "recipients" or "processor" => Recipient(id),
        "purpose" or "purposes" => Purpose(id),
        "category" or "categories" => Category(id),
        _ => null,
    };
}
