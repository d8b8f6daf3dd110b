using System.CommandLine;
using Ledger.Host.Commands;
using Ledger.Host.Demo;
using Ledger.Host.Terminal;
using Ledger.Sealing;
using Spectre.Console;

namespace Ledger.Host.Drill;

/// <summary>ledger drill</summary>
static class DrillCommand
{
    public static Command Create(CommandSet set)
    {
        var subject = new Option<string?>("--subject") { Description = "Whom to shred in the copy, by your own id; else somebody is made up.", HelpName = "ID" };
        var reason = new Option<string>("--reason") { Description = "Why you open a person's values (--subject); recorded, sealed under the person's key.", DefaultValueFactory = _ => "drill", HelpName = "TEXT" };
        var language = new Option<string>("--lang") { Description = "en or ru.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "ru");
        var drill = new Command("drill", "Shows on a copy that something holds; the ledger itself is only read, and keeps a record where a person's values are.")
        {
            set.Command("resurrection", "Restores a backup from before a destruction, on a copy: the person must stay gone. Exit 0 only if so.",
                ["ledger drill resurrection", "ledger drill resurrection --data /var/lib/ledger --lang ru", "ledger drill resurrection --subject u-1001 --reason \"drill 2026-4\" --json"],
                [subject, reason, language], session => Run(session, session.Value(subject), session.Value(reason)!, session.Value(language) == "ru" ? Language.Ru : Language.En)),
        };
        set.Examples.Add(drill, ["ledger drill resurrection"]);
        return drill;
    }

    static async Task<int> Run(Session session, string? subject, string reason, Language language)
    {
        session.DemandFiles();
        session.DemandStore();
        if (subject is not null && await Record(session, subject, reason) is { } unrecorded) return session.Refused(unrecorded);
        var outcome = await new ResurrectionDrill(session.Settings, subject, session.Clock, Randomness.System, session.Screen.Progress).Run(session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        Show(session.Screen, outcome.Value, language);
        return outcome.Value.Holds ? ExitCodes.Done : ExitCodes.No;
    }

    /// <summary>The drill opens the person's values: the reading is on record before it does.</summary>
    static async Task<Refusal?> Record(Session session, string subject, string reason)
    {
        await using var ledger = new FolderDesk(await session.Open(), session);
        return (await ledger.View(new(subject, null, null, reason, Open: true), session.Cancel)).Refusal;
    }

    static void Show(Screen screen, DrillReport report, Language language)
    {
        var (yes, no) = (new Words("holds", "да"), new Words("FAILS", "НЕТ"));
        var table = new Table().Border(TableBorder.Simple).AddColumns("", new Words("what must hold", "что должно быть так").In(language), new Words("seen", "увидено").In(language));
        foreach (var check in report.Checks) table.AddRow(new Text((check.Holds ? yes : no).In(language)), new Text(check.Said.In(language)), new Text(check.Seen));
        screen.Draw(table);
        screen.Say((report.Holds
            ? new Words("The backup brings nobody back.", "Резервная копия никого не возвращает.")
            : new Words("The drill FAILED: do not rely on this backup.", "Учение НЕ УДАЛОСЬ: на такую копию полагаться нельзя.")).In(language));
        screen.Show(new { report.Holds, checks = report.Checks.Select(check => new { check.Name, check.Holds, check.Seen }) });
    }
}
