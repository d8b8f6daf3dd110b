using Ledger.Disclosures;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Where the databases are, and what went abroad (152-FZ 12, 18(5)).</summary>
static class AbroadPart
{
    public const string Home = "RU";

    public static readonly LocalText Title = new("Место нахождения баз данных и трансграничная передача", "Where the databases are, and transfers abroad");

    static readonly LocalText System = new("Система", "System"), Country = new("Страна базы данных", "Country of its database"), What = new("Данные субъекта", "Data of the person"), State = new("Состояние", "State"), Held = new("обрабатываются", "processed"), Gone = new("уничтожены", "destroyed"),
        Databases = new("Системы, в которых есть или были данные субъекта", "Systems that hold or held data of the person"), Unknown = new("не зарегистрирована", "not registered"), Crossing = new("Трансграничная передача", "Transfers abroad"), To = new("Получатель", "Recipient"), Into = new("Страна", "Country"), Times = new("Передач", "Times"),
        None = new("Трансграничной передачи данных субъекта в записях нет.", "No transfer of this person's data abroad is recorded."), Foreign = new("База данных вне Российской Федерации: {0} (ч. 5 ст. 18).", "A database outside the Russian Federation: {0} (18(5)).");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        var systems = person.State.Data.GroupBy(data => data.System).ToList();
        yield return ReportTable.Of("databases", on.In(Databases), [on.Column("system", System, 30), on.Column("country", Country, 18), on.Column("categories", What, 34), on.Column("state", State, 18)],
            [.. systems.Select(held => new[]
            {
                on.Names.System(held.Key), CountryOf(on, held.Key) is { } country ? CodeWords.Country(country, on.Asked.Language) : ReportValue.Of(on.In(Unknown)), on.Names.Categories(held.Select(data => data.Category).Distinct(), on.Now),
                ReportValue.Of(on.In(held.Any(data => data.Destroyed is null) ? Held : Gone)),
            })]);
        foreach (var held in systems.Where(held => CountryOf(on, held.Key) is { } country && country != Home)) yield return new ReportWarning(on.Say(Foreign, on.Words.Of(on.Names.System(held.Key))));
        yield return ReportTable.Of("crossing", on.In(Crossing), [on.Column("recipient", To, 60), on.Column("country", Into, 20), on.Column("times", Times, 20)],
            [.. person.Of<DisclosureMade>().Where(pair => pair.Data.Country != Home).GroupBy(pair => (pair.Data.Recipient, pair.Data.Country))
                .Select(group => new[] { on.Names.Recipient(group.Key.Recipient), CodeWords.Country(group.Key.Country, on.Asked.Language), ReportValue.Of(group.Count()) })]) with { Empty = on.In(None) };
    }

    static string? CountryOf(AnswerCase on, string system) => on.Registers.Systems.GetValueOrDefault(system)?.Terms.Country;
}
