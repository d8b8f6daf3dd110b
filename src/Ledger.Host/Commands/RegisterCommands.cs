using System.CommandLine;
using Ledger.Host.Documents;
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
            ["ledger duties", "ledger duties --before 2025-12-31", "ledger duties --missed --json"], [before, missed, Limit], session =>
            {
                var asked = new ListDuties(session.Settings.Actor)
                {
                    State = session.Value(missed) ? DutyState.Missed : DutyState.Open, DueBefore = Moments.Parse(session.Value(before), session),
                };
                return List(session, asked, RegisterSheets.Duties, documents => documents.Of);
            });
    }

    public static Command Findings(CommandSet set)
    {
        var all = new Option<bool>("--all") { Description = "Explained, accepted and resolved ones as well." };
        return set.Command("findings", "Lists what went wrong, oldest first.",
            ["ledger findings", "ledger findings --all --limit 1000 --json"], [all, Limit], session =>
            {
                var asked = new ListFindings(session.Settings.Actor) { State = session.Value(all) ? null : FindingState.Open };
                return List(session, asked, RegisterSheets.Findings, documents => documents.Of);
            });
    }

    public static Command Inquiries(CommandSet set) =>
        set.Command("inquiries", "Lists inquiries that are not answered, in the order received.", ["ledger inquiries", "ledger inquiries --json"], [Limit], session =>
            List(session, new ListInquiries(session.Settings.Actor) { OpenOnly = true }, RegisterSheets.Inquiries, documents => documents.Of));

    /// <summary>Asks page by page until there are as many as wanted, and shows them.</summary>
    static async Task<int> List<TRow, TDocument>(
        Session session, ListRows<TRow> asked, RegisterSheet<TDocument> sheet, Func<RowDocuments, Func<TRow, CancellationToken, ValueTask<TDocument>>> made)
        where TRow : class, IRow
    {
        if (session.Value(Limit) < 0) throw new InputException("--limit is a number of rows: 0 or more.");
        await using var ledger = await session.Open();
        var document = made(new(new Identities(ledger.Get<IJournal>(), ledger.Get<IKeyVault>()), session.Clock.GetUtcNow()));
        var wanted = session.Value(Limit);
        List<TDocument> shown = [];
        var known = -1L;
        for (var request = asked; ;)
        {
            var outcome = await ledger.Mediator.Send(request with { Take = Math.Clamp(wanted - shown.Count, 1, ListRows<TRow>.TakeMax) }, session.Cancel);
            if (outcome.Refusal is { } refusal) return session.Refused(refusal);
            known = outcome.Value.Known;
            foreach (var row in outcome.Value.Rows.Take(wanted - shown.Count)) shown.Add(await document(row, session.Cancel));
            if (outcome.Value.Next is not { } next || shown.Count >= wanted) break;
            request = request with { After = next };
        }
        return Show(session, new(shown, null, known), sheet);
    }

    static int Show<TDocument>(Session session, PageDocument<TDocument> page, RegisterSheet<TDocument> sheet)
    {
        foreach (var item in page.Items) session.Screen.Show(item);
        if (session.Screen.Json) return ExitCodes.Done;
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. sheet.Columns.Select(c => new TableColumn(c))]);
        foreach (var item in page.Items) table.AddRow([.. sheet.Cells(item, session.Settings.Zone).Select(c => new Text(c))]);
        if (page.Items.Count > 0) session.Screen.Draw(table);
        session.Screen.Say($"{page.Items.Count:N0} shown, as of #{page.Known}.");
        return ExitCodes.Done;
    }
}
