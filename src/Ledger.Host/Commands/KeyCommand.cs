using System.CommandLine;
using Ledger.Host.Terminal;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Commands;

/// <summary>ledger key</summary>
static class KeyCommand
{
    /// <summary>Where the next master key is taken from while the present one comes from the environment.</summary>
    const string NewMasterKeyVariable = "LEDGER_NEW_MASTER_KEY";

    public static Command Create(CommandSet set)
    {
        var rotate = new Option<bool>("--rotate-master")
        {
            Description = $"Wrap the vault's keys under a new master key: a random one, or ${NewMasterKeyVariable} (32 bytes in base64). Receipts and bundles are not touched.",
        };
        return set.Command("key", "Shows the log's public key (a C2SP vkey) and its whole fingerprint, to publish where you cannot change it silently.",
        [
            "ledger key > ledger.vkey",
            "ledger key --json",
            "ledger key --rotate-master",
        ], [rotate], session => Run(session, session.Value(rotate)));
    }

    static async Task<int> Run(Session session, bool rotate)
    {
        if (rotate) return await Rotate(session);
        await using var ledger = await session.Desk();
        var outcome = await ledger.Key(session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        var key = outcome.Value;
        session.Screen.Say(key.ToString());
        if (!Console.IsOutputRedirected) session.Screen.Say($"SHA-256 fingerprint: {key.Fingerprint}");
        session.Screen.Show(new { origin = key.Name, vkey = key.ToString(), key.Fingerprint });
        return ExitCodes.Done;
    }

    static async Task<int> Rotate(Session session)
    {
        if (session.Site() is not null) throw new InputException("The master key is changed in the data folder, not through a server: leave out --server.");
        var given = Environment.GetEnvironmentVariable(NewMasterKeyVariable);
        if (given is null && SqliteLedgerStore.MasterKeyGivenBy is { } variable)
            throw new InputException($"The master key comes from ${variable}: set ${NewMasterKeyVariable} to the next one.");
        var master = given is null ? new byte[MasterKey.Length] : MasterKey.Decode(given);
        if (given is null) Randomness.System(master);
        await using var ledger = await session.Open();
        await ledger.Get<IKeyVault>().RotateMaster(master, session.Cancel);
        session.Screen.Say("The vault is wrapped under the new master key.");
        session.Screen.Show(new { rotated = true });
        return ExitCodes.Done;
    }
}
