using System.CommandLine;
using Ledger.Host.Terminal;
using Ledger.Stamps;

namespace Ledger.Host.Commands;

/// <summary>ledger stamp</summary>
static class StampCommand
{
    public static Command Create(CommandSet set) => set.Command(
        "stamp", "Has a checkpoint over everything recorded stamped now by the timestamp authority of LEDGER_TSA (RFC 3161).",
        ["ledger stamp", "ledger stamp --json"], [], Run);

    static async Task<int> Run(Session session)
    {
        await using var ledger = await session.Desk();
        var outcome = await ledger.Stamp(session.Cancel);
        if (outcome.Refusal is { } refusal)
        {
            var exit = session.Refused(refusal);
            return refusal.Code is StampRefusals.NoAuthority or StampRefusals.NothingToStamp ? exit : ExitCodes.Unreachable;
        }
        var stamp = outcome.Value;
        session.Screen.Say($"The checkpoint of {stamp.Size:N0} events existed by {stamp.Time.UtcDateTime:u}, says {stamp.Authority} (certificate SHA-256 {stamp.Certificate}).");
        session.Screen.Show(stamp);
        return ExitCodes.Done;
    }
}
