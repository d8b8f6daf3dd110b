using Ledger.Host.Sheets;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Work;

/// <summary>What ids of the operator's registers are called, so that people read names.</summary>
/// <param name="registers">The registers.</param>
/// <param name="now">When: names of purposes and categories are those of the edition in force.</param>
/// <param name="words">In which language.</param>
public sealed class WorkNames(OperatorRegisters registers, DateTimeOffset now, ReportWording words)
{
    readonly Edition? _edition = registers.EditionInForce(now) ?? (registers.Editions is [.., var last] ? last : null);

    /// <summary>The edition the names come from; null while none was published.</summary>
    public Edition? Edition => _edition;

    /// <summary>A finding by its id, where the form is about one.</summary>
    public (string Id, string Name)? Finding { get; set; }

    ReportLanguage Language => words.IsRussian ? ReportLanguage.Ru : ReportLanguage.En;

    public string Purpose(string id) => PurposeOf(id) ?? id;

    public string Category(string id) => CategoryOf(id) ?? id;

    public string System(string id) => registers.Systems.GetValueOrDefault(id)?.Terms.Name ?? id;

    public string Recipient(string id) => registers.Recipients.GetValueOrDefault(id)?.Terms.Name ?? id;

    /// <summary>An edition by the day since which it holds; null where none of that id was published.</summary>
    public string? EditionOf(string id) => registers.Editions.LastOrDefault(edition => edition.Id == id) is { } known
        ? $"{(words.IsRussian ? "от " : "of ")}{words.Day(words.LocalDay(known.Published.EffectiveFrom))}" : null;

    /// <summary>What a duty waits for, in words: a category in a system, or a recipient to be told.</summary>
    public Func<string, string> Wait(string all) => wait => wait.StartsWith("to:", StringComparison.Ordinal) ? Recipient(wait["to:".Length..])
        : wait.LastIndexOf('@') is >= 0 and var at ? string.Join(" — ", new[] { wait[..at] == "*" ? all : Category(wait[..at]), System(wait[(at + 1)..]) }.Where(part => part.Length > 0))
        : wait;

    /// <summary>The name of an id in a member of an event; null where it has none.</summary>
    public string? Of(string member, string id) => member switch
    {
        "system" or "systems" or "copiesOf" => registers.Systems.GetValueOrDefault(id)?.Terms.Name,
        "recipient" or "recipients" or "processor" => registers.Recipients.GetValueOrDefault(id)?.Terms.Name,
        "purpose" or "purposes" => PurposeOf(id),
        "category" or "categories" => CategoryOf(id),
        "edition" => EditionOf(id),
        "answers" => words.IsRussian ? DutyNames.Of(id).Ru : DutyNames.Of(id).En,
        "finding" => Finding is { } finding && finding.Id == id ? finding.Name : null,
        _ => null,
    };

    string? PurposeOf(string id) => _edition?.Published.Terms.Purposes.FirstOrDefault(purpose => purpose.Id == id)?.Name.In(Language);

    string? CategoryOf(string id) => _edition?.Published.Terms.Categories.FirstOrDefault(category => category.Id == id)?.Name.In(Language);
}
