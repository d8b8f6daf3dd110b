using System.CommandLine;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>ledger upgrade</summary>
static class UpgradeCommand
{
    public static Command Create(CommandSet set) => set.Command("upgrade",
        "Makes the tables of the profile postgres, or brings them up to this version, as their owner, and gives the application role its rights. Replicas need no owner then.",
        ["ledger upgrade --profile postgres"], [], Run);

    static async Task<int> Run(Session session)
    {
        session.DemandFolder();
        var upgraded = await LedgerStores.Upgrade(session.Settings, session.Cancel);
        session.Screen.Say(upgraded ? "The tables were brought up to date." : "The tables are up to date.");
        session.Screen.Show(new { upgraded });
        return ExitCodes.Done;
    }
}
