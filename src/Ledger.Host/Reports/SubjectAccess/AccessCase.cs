using Ledger.Persons;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>What one person is told: the person's file, the own values in it, and the words of the report's language.</summary>
/// <param name="Asked">What was asked.</param>
/// <param name="Reading">What it is read through.</param>
/// <param name="File">The person's file.</param>
/// <param name="Values">The person's own values.</param>
/// <param name="Sources">Who gave data, where that was not the person (152-FZ 18(3)): by category and system.</param>
sealed record AccessCase(ReportQuestion Asked, ReportReading Reading, PersonFile File, OwnValues Values, IReadOnlyDictionary<(string Category, string System), string> Sources)
{
    public PersonState Person => File.State;

    public OperatorRegisters Registers => Reading.Registers;

    public ReportNames Names { get; } = Reading.Names(Asked.Language);

    public ReportWording Words { get; } = new(Asked.Language, Reading.Legal.Zone);

    public DateTimeOffset Now => Reading.Now;

    /// <summary>Whether the person's data is under GDPR.</summary>
    public bool IsEu => Person.Regime == Regime.Eu;

    /// <summary>The policy edition in force.</summary>
    public PolicyPublished? Edition => Registers.EditionInForce(Now)?.Published;

    /// <summary>What data is used for, with whatever rests on a purpose: each once, in the order of the policy, then as recorded.</summary>
    public IReadOnlyList<string> Purposes { get; } = PurposesOf(File.State, Reading.Registers.EditionInForce(Reading.Now)?.Published.Terms);

    public string In(LocalText text) => text.In(Asked.Language);

    /// <summary>A text by the law that the person's data is under.</summary>
    public string In(LocalText russian, LocalText european) => In(IsEu ? european : russian);

    public ReportText Say(LocalText text) => new(In(text));

    public ReportValue Day(DateTimeOffset? at) => at is { } moment ? ReportValue.Of(Words.LocalDay(moment)) : ReportValue.None;

    public ReportColumn Column(string key, LocalText label, int width) => new(key, In(label), width);

    /// <summary>What is held for the purpose and not destroyed.</summary>
    public IEnumerable<DataHeld> HeldFor(string purpose) => Person.Data.Where(data => data.Destroyed is null && data.Purposes.Contains(purpose));

    static IReadOnlyList<string> PurposesOf(PersonState person, PolicyTerms? terms)
    {
        var named = person.Data.Where(data => data.Destroyed is null).SelectMany(data => data.Purposes)
            .Concat(person.Consents.Where(consent => consent.Purposes.Any(purpose => consent.EndOf(purpose) is null)).SelectMany(consent => consent.Purposes))
            .Concat(person.Disclosed.Select(disclosed => disclosed.Purpose)).Distinct().ToList();
        var order = (terms?.Purposes ?? []).Select(purpose => purpose.Id).ToList();
        return [.. named.OrderBy(purpose => order.IndexOf(purpose) is var place and >= 0 ? place : int.MaxValue)];
    }

    /// <summary>It holds personal values, and never prints.</summary>
    public override string ToString() => "[person]";
}
