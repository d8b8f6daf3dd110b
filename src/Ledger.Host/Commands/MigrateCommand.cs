using System.CommandLine;
using System.Globalization;
using Ledger.Host.Backup;
using Ledger.Host.Migrate;
using Ledger.Host.Terminal;
using Ledger.Sealing;

namespace Ledger.Host.Commands;

/// <summary>ledger migrate</summary>
static class MigrateCommand
{
    public static Command Create(CommandSet set)
    {
        var to = new Option<string?>("--to") { Description = "The engine to move to: embedded, postgres or cluster.", HelpName = "PROFILE" };
        var data = new Option<string?>("--to-data") { Description = "The folder there: the new data folder of the embedded engine, of the others that of deposited answers (default: the present one, where neither engine is embedded).", HelpName = "DIR" };
        var undo = new Option<bool>("--undo") { Description = "Have this ledger served again after it was moved: only where the other one is gone and recorded nothing, else two sign under one name." };
        return set.Command("migrate", "Moves the ledger to another engine and compares all of it there: events, indexes, receipts and root stay as they are. Killed, it goes on when called again. What it was copied from is served no more.",
        [
            "LEDGER_POSTGRES_FILE=/run/secrets/postgres LEDGER_MASTER_KEY_FILE=/run/secrets/master.key ledger migrate --data /var/lib/ledger --to postgres --to-data /srv/ledger-answers",
            "ledger migrate --profile postgres --to embedded --to-data /var/lib/ledger",
            "LEDGER_TO_POSTGRES_FILE=/run/secrets/postgres-2 ledger migrate --profile postgres --to postgres",
            "ledger migrate --undo --data /var/lib/ledger",
        ], [to, data, undo], session => session.Value(undo)
            ? Undo(session, session.Value(to) is not null || session.Value(data) is not null)
            : Run(session, session.Value(to) ?? throw new InputException("Name the engine to move to: --to embedded, postgres or cluster."), session.Value(data)));
    }

    static async Task<int> Undo(Session session, bool more)
    {
        if (more) throw new InputException("--undo is of the ledger that was moved, and takes no target.");
        session.DemandStore();
        if (!await LedgerMove.Undo(session.Settings, session.Clock, Randomness.System, session.Cancel)) throw new InputException("This ledger was not moved: there is nothing to undo.");
        session.Screen.Warn("this ledger can be served again. Where the one it was copied to is ever started, two sign different histories under one name.");
        return ExitCodes.Done;
    }

    static async Task<int> Run(Session session, string profile, string? folder)
    {
        session.DemandStore();
        var source = session.Settings.OfItsOwnKey();
        var target = session.Settings.Target(profile, folder);
        if (target.Data != source.Data) DemandApart(source.Data, target.Data);
        var outcome = await new LedgerMove(source, target, session.Clock, Randomness.System, session.Screen.Progress).Run(session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        Say(session.Screen, profile, outcome.Value);
        return ExitCodes.Done;
    }

    /// <summary>A folder in another would be moved with it.</summary>
    static void DemandApart(string source, string target)
    {
        var (one, other) = (Whole(source), Whole(target));
        if (one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal))
            throw new InputException("The folder to move to and the present one must lie apart: none of them in the other.");

        static string Whole(string folder) => Path.TrimEndingDirectorySeparator(RealPath.Of(folder)) + Path.DirectorySeparatorChar;
    }

    static void Say(Screen screen, string profile, MovedLedger moved)
    {
        var vault = moved.Vault;
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{moved.Origin} is on {profile}: {moved.Events:N0} events, compared byte for byte, root {Convert.ToBase64String(moved.Root)}; {moved.Checkpoints:N0} checkpoints."));
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"Keys: {vault.Keys:N0} of {vault.Persons:N0} persons and the ledger, {vault.Destroyed:N0} destroyed ones by name, {vault.Contacts:N0} contacts, {vault.Secrets:N0} secrets. {moved.Rows:N0} rows of API keys and webhooks, {moved.Answers:N0} files of answers."));
        screen.Warn("the ledger this was copied from is marked as moved, and is served no more. Back this one up, then destroy the other's vault, and its master key unless this one is under the same: nobody is forgotten there any more.");
        screen.Show(new
        {
            moved.Origin, profile, key = moved.Key?.Fingerprint, moved.Events, root = Convert.ToBase64String(moved.Root), moved.Checkpoints,
            vault = new { vault.Persons, vault.Keys, vault.Destroyed, vault.Contacts, vault.Secrets }, moved.Rows, moved.Answers,
        });
    }
}
