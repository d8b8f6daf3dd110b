using System.Globalization;
using Ledger.Law;

namespace Ledger.Tests.Law;

/// <summary>The words these tests are written in.</summary>
internal static class LegalFixtures
{
    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    public static DateTimeOffset Noon(string day) => Instant($"{day}T12:00:00+03:00");

    public static Rule Of(string id) => LegalRules.Default.Find(id, Day("2026-01-01"))!;

    public static void AssertDue(Due due, string nominal, string statutory, string safe) => Assert.Multiple(() =>
    {
        Assert.That(due.Nominal, Is.EqualTo(Day(nominal)), "nominal");
        Assert.That(due.StatutoryDue, Is.EqualTo(Day(statutory)), "statutory");
        Assert.That(due.SafeDue, Is.EqualTo(Day(safe)), "safe");
    });
}
