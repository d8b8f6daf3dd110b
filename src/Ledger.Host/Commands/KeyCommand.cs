using System.CommandLine;
using Ledger.Host.Terminal;
using Ledger.Journal;

namespace Ledger.Host.Commands;

/// <summary>ledger key</summary>
static class KeyCommand
{
    public static Command Create(CommandSet set)
    {
        return set.Command("key", "Shows the log's public key (a C2SP vkey) and its whole fingerprint, to publish where you cannot change it silently.",
        [
            "ledger key > ledger.vkey",
            "ledger key --json",
        ], [], Run);
    }

    static async Task<int> Run(Session session)
    {
        await using var ledger = await session.Open();
        var key = ledger.Get<ITransparency>().Key;
        session.Screen.Say(key.ToString());
        if (!Console.IsOutputRedirected) session.Screen.Say($"SHA-256 fingerprint: {key.Fingerprint}");
        session.Screen.Show(new { origin = key.Name, vkey = key.ToString(), key.Fingerprint });
        return ExitCodes.Done;
    }
}
