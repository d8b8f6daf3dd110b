using Ledger.Disclosures;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(8) what left the country, or is to.</summary>
static class TransferParts
{
    const string Russia = "RU";

    static readonly string[] Union = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO"];

    static readonly LocalText Done = new("Осуществлённая передача", "Done"), Intended = new("Предполагаемая передача", "Intended"), None = new("По записям оператора не осуществлялась.", "By the operator's records there was none."),
        NoneIntended = new("По записям оператора не предполагается.", "By the operator's records none is intended."), To = new("Кому", "To whom"), Where = new("Страна", "Country"), What = new("Категории данных", "Categories of data"), When = new("Когда", "When"), Why = new("Основание", "Ground"),
        Stored = new("Базы данных, в которых хранятся данные субъекта, находятся: {0}.", "The databases that hold the data of this person are in: {0}."), Consent = new("согласие субъекта", "consent");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on)
    {
        List<ReportBlock> blocks =
        [
            ReportTable.Of("done", on.In(Done), [on.Column("recipient", To, 36), on.Column("country", Where, 16), on.Column("categories", What, 28), on.Column("when", When, 20)], [.. DoneOf(on)]) with { Empty = on.In(None) },
            ReportTable.Of("intended", on.In(Intended), [on.Column("recipient", To, 50), on.Column("country", Where, 20), on.Column("ground", Why, 30)], [.. IntendedOf(on)]) with { Empty = on.In(NoneIntended) },
        ];
        if (Countries(on) is { Count: > 0 } countries) blocks.Add(new ReportText(string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(Stored), string.Join(", ", countries))));
        return blocks;
    }

    /// <summary>Each disclosure says into which country it went, whatever is registered of the recipient now.</summary>
    static IEnumerable<ReportValue[]> DoneOf(AccessCase on) => on.File.Events.Where(happened => happened.Data is DisclosureMade made && IsAbroad(on, made.Country))
        .Select(happened => (Made: (DisclosureMade)happened.Data, happened.Time))
        .GroupBy(passed => (passed.Made.Recipient, passed.Made.Country))
        .Select(group => new[]
        {
            on.Names.Recipient(group.Key.Recipient), Country(on, group.Key.Country), on.Names.Categories(group.SelectMany(passed => passed.Made.Categories).Distinct(), on.Now),
            group.Count() == 1 ? on.Day(group.First().Time) : ReportValue.Of([on.Day(group.Min(passed => passed.Time)), on.Day(group.Max(passed => passed.Time))]),
        });

    static IEnumerable<ReportValue[]> IntendedOf(AccessCase on) => on.Person.Consents
        .Where(consent => consent.Purposes.Any(purpose => consent.IsValid(purpose, on.Now))).SelectMany(consent => consent.Recipients).Distinct()
        .Select(id => on.Registers.Recipients.GetValueOrDefault(id)?.Terms).Where(terms => terms is not null && IsAbroad(on, terms.Country))
        .Select(terms => new[] { on.Names.Recipient(terms!.Recipient), Country(on, terms.Country), ReportValue.Of(on.In(Consent)) });

    static List<string> Countries(AccessCase on) => [.. on.Person.Data.Where(data => data.Destroyed is null)
        .Select(data => on.Registers.Systems.GetValueOrDefault(data.System)?.Terms.Country).OfType<string>().Distinct().Select(code => on.In(CodeWords.CountryName(code)))];

    static ReportValue Country(AccessCase on, string code) => ReportValue.Of(code, on.In(CodeWords.CountryName(code)));

    /// <summary>Under 152-FZ whatever leaves Russia; under GDPR whatever leaves the European Economic Area.</summary>
    static bool IsAbroad(AccessCase on, string country) => on.IsEu ? !Union.Contains(country) : country != Russia;
}
