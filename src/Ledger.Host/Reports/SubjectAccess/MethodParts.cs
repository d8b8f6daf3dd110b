using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(3) the purposes, and by what methods.</summary>
static class MethodParts
{
    static readonly LocalText Purpose = new("Цель", "Purpose"), Method = new("Способ", "Method"), Actions = new("Действия с данными", "What is done with the data"), Systems = new("Информационные системы", "Information systems"),
        Automated = new("с использованием средств автоматизации", "by automation"), Manual = new("без использования средств автоматизации", "without automation"), Mixed = new("смешанная", "both"),
        Collected = new("сбор, запись, хранение, использование", "collection, recording, storage, use"), Rectified = new("уточнение", "correction"), Passed = new("передача", "disclosure"),
        Blocked = new("блокирование", "blocking"), Anonymised = new("обезличивание", "anonymisation"), Published = new("доступ неограниченного круга лиц по воле субъекта", "made public by the person"), NotHeld = new("данные сейчас не хранятся", "no data is held now"),
        None = new("Данные ни для какой цели сейчас не обрабатываются.", "No data is processed for any purpose now.");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on) =>
    [
        ReportTable.Of("methods", null, [on.Column("purpose", Purpose, 26), on.Column("method", Method, 24), on.Column("actions", Actions, 26), on.Column("systems", Systems, 24)],
            [.. on.Purposes.Select(purpose => Row(on, purpose))]) with { Empty = on.In(None) },
    ];

    static ReportValue[] Row(AccessCase on, string purpose)
    {
        var held = on.HeldFor(purpose).ToList();
        var systems = held.Select(data => data.System).Distinct().ToList();
        return
        [
            on.Names.Purpose(purpose, on.Now), systems.Count == 0 ? ReportValue.None : ReportValue.Of(on.In(MethodOf(on, systems))),
            ReportValue.Of(string.Join(", ", ActionsOf(on, purpose, held).Select(on.In))), ReportValue.Of([.. systems.Select(on.Names.System)]),
        ];
    }

    static LocalText MethodOf(AccessCase on, List<string> systems)
    {
        // A system nobody registered is a database: what is on paper is registered as that.
        var automated = systems.Count(system => on.Registers.Systems.GetValueOrDefault(system)?.Terms.Automated != false);
        return automated == systems.Count ? Automated : automated == 0 ? Manual : Mixed;
    }

    static IEnumerable<LocalText> ActionsOf(AccessCase on, string purpose, List<DataHeld> held)
    {
        yield return held.Count > 0 ? Collected : NotHeld;
        if (held.Exists(data => data.Rectified is not null)) yield return Rectified;
        if (on.Person.Disclosed.Any(disclosed => disclosed.Purpose == purpose)) yield return Passed;
        if (held.Exists(data => on.Person.BlockOf(data.Category) is not null)) yield return Blocked;
        if (held.Exists(data => data.Anonymised is not null)) yield return Anonymised;
        if (held.Exists(data => data.MadePublic is not null)) yield return Published;
    }
}
