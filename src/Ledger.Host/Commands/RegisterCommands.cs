using System.CommandLine;
using System.Globalization;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sealing;
using Spectre.Console;

namespace Ledger.Host.Commands;

/// <summary>ledger duties | findings | inquiries</summary>
static class RegisterCommands
{
    const int LimitDefault = 50;

    static readonly Option<int> Limit = new("--limit") { Description = "How many rows at most.", DefaultValueFactory = _ => LimitDefault, HelpName = "N" };

    public static Command Duties(CommandSet set)
    {
        var before = Moments.Option("--before", "Only what is due before this moment.");
        var missed = new Option<bool>("--missed") { Description = "Duties done after their end, instead of open ones." };
        return set.Command("duties", "Lists what is to be done by when, soonest first, by the legal clock.",
            ["ledger duties", "ledger duties --before 2025-12-31", "ledger duties --missed --json"], [before, missed, Limit], async session =>
            {
                await using var ledger = await session.Open();
                var query = session.Value(missed)
                    ? DutyQueries.Missed(take: session.Value(Limit))
                    : DutyQueries.Open(Moments.Parse(session.Value(before), session), take: session.Value(Limit));
                var answer = await ledger.Get<IReadModelStore>().Current.Query(query, session.Cancel);
                var now = session.Clock.GetUtcNow();
                return await List(session, ledger, answer, ["due", "safe", "what", "waits for", "about", "#"], duty => duty.Person, (duty, person) =>
                [
                    Day(duty.Due, session) + (duty.IsOverdue(now) ? " OVERDUE" : ""), Day(duty.Safe, session), $"{DutyNames.Of(duty.Rule).En} ({duty.Rule})",
                    duty.Waits, duty.Inquiry ?? duty.Incident ?? person, Number(duty.Opened),
                ]);
            });
    }

    public static Command Findings(CommandSet set)
    {
        var all = new Option<bool>("--all") { Description = "Explained, accepted and resolved ones as well." };
        return set.Command("findings", "Lists what went wrong, oldest first.",
            ["ledger findings", "ledger findings --all --limit 1000 --json"], [all, Limit], async session =>
            {
                await using var ledger = await session.Open();
                var query = session.Value(all) ? FindingQueries.All(take: session.Value(Limit)) : FindingQueries.Open(take: session.Value(Limit));
                var answer = await ledger.Get<IReadModelStore>().Current.Query(query, session.Cancel);
                return await List(session, ledger, answer, ["when", "what", "detail", "clause", "severity", "about", "#"], finding => finding.Person, (finding, person) =>
                [
                    Day(finding.At + 1, session), FindingKinds.Of(finding.Code).Text.En, finding.Detail, finding.Clause ?? finding.Rule ?? "",
                    finding.Severity, person, Number(finding.Index),
                ]);
            });
    }

    public static Command Inquiries(CommandSet set) =>
        set.Command("inquiries", "Lists inquiries that are not answered, soonest due first.", ["ledger inquiries", "ledger inquiries --json"], [Limit], async session =>
        {
            await using var ledger = await session.Open();
            var answer = await ledger.Get<IReadModelStore>().Current.Query(InquiryQueries.Open(take: session.Value(Limit)), session.Cancel);
            return await List(session, ledger, answer, ["number", "from", "received", "due", "about", "#"], inquiry => inquiry.Person, (inquiry, person) =>
            [
                inquiry.Number, inquiry.From, Day(inquiry.Received + 1, session), inquiry.Due is { } due ? Day(due, session) : "", person, Number(inquiry.Index),
            ]);
        });

    static async Task<int> List<TRow>(
        Session session, EmbeddedLedger ledger, Answer<IReadOnlyList<TRow>> answer, string[] columns, Func<TRow, string?> token, Func<TRow, string, string[]> cells)
    {
        foreach (var row in answer.Value) session.Screen.Show(row);
        if (session.Screen.Json) return ExitCodes.Done;
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. columns.Select(c => new TableColumn(c))]);
        var identities = new Identities(ledger.Get<IJournal>(), ledger.Get<IKeyVault>());
        foreach (var row in answer.Value)
        {
            var person = token(row) is { } named ? await identities.NameOf(named, session.Cancel) : "";
            table.AddRow([.. cells(row, person).Select(c => new Text(c))]);
        }
        if (answer.Value.Count > 0) session.Screen.Draw(table);
        session.Screen.Say($"{answer.Value.Count:N0} shown, as of #{answer.Position - 1}.");
        return ExitCodes.Done;
    }

    /// <summary>The last day of a period, or the day of a moment, in the operator's time: an exclusive end at midnight belongs to the day before.</summary>
    static string Day(long micros, Session session) =>
        TimeZoneInfo.ConvertTime(Micros.ToMoment(micros).AddTicks(-1), session.Settings.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(long index) => index.ToString(CultureInfo.InvariantCulture);
}
