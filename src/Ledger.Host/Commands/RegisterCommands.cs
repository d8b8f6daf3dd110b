using System.CommandLine;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Ledger.Projections;
using Ledger.Reading;
using Spectre.Console;

namespace Ledger.Host.Commands;

/// <summary>ledger duties | findings | inquiries | destructions | acts</summary>
static class RegisterCommands
{
    const int LimitDefault = 50;

    internal static readonly Option<int> Limit = new("--limit") { Description = "How many rows at most.", DefaultValueFactory = _ => LimitDefault, HelpName = "N" };

    public static Command Duties(CommandSet set)
    {
        var before = Moments.Option("--before", "Only what is due before this moment.");
        var missed = new Option<bool>("--missed") { Description = "Duties done after their end, instead of open ones." };
        return set.Command("duties", "Lists what is to be done by when, soonest first, by the legal clock.",
            ["ledger duties", "ledger duties --before 2025-12-31", "ledger duties --missed --json"], [before, missed, Limit], session =>
            {
                var (state, end) = (session.Value(missed) ? DutyState.Missed : DutyState.Open, Moments.Parse(session.Value(before), session));
                return List<DutyRow, DutyDocument>(session, RegisterSheets.Duties, new(
                    new ListDuties(session.Settings.Actor) { State = state, DueBefore = end }, documents => documents.Of,
                    "duties", ("state", DocumentJson.Name(state)), ("dueBefore", end is { } moment ? DocumentJson.Text(moment) : null)));
            });
    }

    public static Command Findings(CommandSet set)
    {
        var all = new Option<bool>("--all") { Description = "Explained, accepted and resolved ones as well." };
        return set.Command("findings", "Lists what went wrong, oldest first.",
            ["ledger findings", "ledger findings --all --limit 1000 --json"], [all, Limit], session =>
            {
                return List<FindingRow, FindingDocument>(session, RegisterSheets.Findings, new(
                    new ListFindings(session.Settings.Actor) { State = session.Value(all) ? null : FindingState.Open }, documents => documents.Of,
                    "findings", ("state", session.Value(all) ? "all" : "open")));
            });
    }

    public static Command Inquiries(CommandSet set)
    {
        var (all, language) = (new Option<bool>("--all") { Description = "Answered and refused ones as well, in the order received." }, Languages.Option());
        return set.Command("inquiries", "Lists inquiries that are not answered, soonest first, with the working days that are left.",
            ["ledger inquiries", "ledger inquiries --lang ru", "ledger inquiries --all --json"], [all, language, Limit], session =>
                List<InquiryRow, InquiryDocument>(session, InquirySheet.In(Languages.Of(session, language)), new(
                    new ListInquiries(session.Settings.Actor) { OpenOnly = !session.Value(all) }, documents => documents.Of, "inquiries", ("state", session.Value(all) ? "all" : "open"))));
    }

    public static Command Incidents(CommandSet set)
    {
        var (all, language) = (new Option<bool>("--all") { Description = "Those of which every authority was told as well, in the order reported." }, Languages.Option());
        return set.Command("incidents", "Lists incidents of which an authority is still to be told, soonest first.",
            ["ledger incidents", "ledger incidents --lang ru", "ledger incidents --all --json"], [all, language, Limit], session =>
                List<IncidentRow, IncidentDocument>(session, InquirySheet.Incidents(Languages.Of(session, language)), new(
                    new ListIncidents(session.Settings.Actor) { OpenOnly = !session.Value(all) }, documents => documents.Of, "incidents", ("state", session.Value(all) ? "all" : "open"))));
    }

    public static Command Destructions(CommandSet set)
    {
        var act = new Option<string?>("--act") { Description = "Only what this act is about.", HelpName = "REF" };
        var system = new Option<string?>("--system") { Description = "Only in this system.", HelpName = "ID" };
        var from = Moments.Option("--from", "Only what happened at or after this moment.");
        var to = Moments.Option("--to", "Only what happened before this moment.");
        return set.Command("destructions", "Lists what systems reported as destroyed, in the order recorded.",
            ["ledger destructions", "ledger destructions --act 2026-7", "ledger destructions --system crm --from 2026-01-01 --json"], [act, system, from, to, Limit], session =>
            {
                var (start, end) = (Moments.Parse(session.Value(from), session), Moments.Parse(session.Value(to), session));
                return List<DestructionRow, DestroyedDocument>(session, RegisterSheets.Destructions, new(
                    new ListDestructions(session.Settings.Actor) { Act = session.Value(act), System = session.Value(system), From = start, To = end }, documents => documents.Of,
                    "destructions", ("act", session.Value(act)), ("system", session.Value(system)), ("from", start is { } first ? DocumentJson.Text(first) : null),
                    ("to", end is { } beyond ? DocumentJson.Text(beyond) : null)));
            });
    }

    public static Command Acts(CommandSet set)
    {
        var pending = new Option<bool>("--pending") { Description = "Only acts to be issued, or issued anew since more was reported." };
        return set.Command("acts", "Lists acts of destruction: issued, signed, kept until when.", ["ledger acts", "ledger acts --pending --json"], [pending, Limit], session =>
            List<ActRow, ActDocument>(session, RegisterSheets.Acts, new(
                new ListActs(session.Settings.Actor) { PendingOnly = session.Value(pending) }, _ => (row, _) => new(RowDocuments.Of(row)), "acts", ("pending", session.Value(pending) ? "true" : null))));
    }

    internal static async Task<int> List<TRow, TDocument>(Session session, RegisterSheet<TDocument> sheet, RegisterQuestion<TRow, TDocument> asked) where TRow : class, IRow
    {
        if (session.Value(Limit) < 0) throw new InputException("--limit is a number of rows: 0 or more.");
        await using var ledger = await session.Desk();
        var outcome = await ledger.List(asked, session.Value(Limit), session.Cancel);
        return outcome.Refusal is { } refusal ? session.Refused(refusal) : Show(session, outcome.Value, sheet);
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
