using Ledger.Host.Reports;
using Ledger.Projections;
using Microsoft.AspNetCore.Components;

namespace Ledger.Host.Web.Persons;

/// <summary>A part of a person's page: the file, and the moment as of which it is shown.</summary>
public abstract class PersonPart : ConsolePage
{
    /// <summary>The file.</summary>
    [Parameter, EditorRequired]
    public PersonFile File { get; set; } = null!;

    /// <summary>The moment it is judged at: now, or the one asked for.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>The file's page.</summary>
    protected string Address => $"{PersonPage.Root}/{File.State.Token}";

    ReportNames Names => field ??= new(File.Registers, Language);

    /// <summary>A purpose by its name.</summary>
    protected string Purpose(string id) => Words.Of(Names.Purpose(id, At));

    /// <summary>A category by its name.</summary>
    protected string Category(string id) => Words.Of(Names.Category(id, At));

    /// <summary>Categories by their names; where none is named, all are meant.</summary>
    protected string Categories(IEnumerable<string> ids) => string.Join(", ", ids.Select(Category)) is { Length: > 0 } named ? named : Say("все данные", "all data");

    /// <summary>A recipient by its name.</summary>
    protected string Recipient(string id) => Words.Of(Names.Recipient(id));

    /// <summary>A system by its name.</summary>
    protected string SystemName(string id) => Words.Of(Names.System(id));

    /// <summary>An address of this page with that query.</summary>
    protected string Link(PageView view) => $"{Address}{view.Query}";
}
