using System.Text;
using Ledger.Host.Documents;
using Ledger.Host.Statements;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Commands.Officer;

/// <summary>Publishes what an officer says, and says what came of it.</summary>
static class OfficerDesk
{
    /// <summary>What to do next where the ledger refuses, beyond what the refusal says itself.</summary>
    static readonly Dictionary<string, string> Next = new()
    {
        ["still-held"] = "'ledger destruction show ID' says what is still waited for; 'ledger destruction report ID' records that it is gone.",
        ["duty-open"] = "'ledger destruction show ID' says what is still waited for; 'ledger destruction report ID' or 'continue ID' answers it.",
        ["hold-in-place"] = "'ledger destruction show ID' names the hold; it must be lifted first.",
        ["content-remains"] = "'ledger destruction shred ID' comes first.",
        ["evidence-term-runs"] = "'ledger destruction show ID' says until when; before that only an order of a court or the regulator forgets (--ordered).",
        ["duty-unknown"] = "'ledger destruction show ID' lists the duties; leave --answers out where none is answered.",
        ["nothing-to-shred"] = "Nothing is left to do: 'ledger destruction show ID' says when the keys went.",
    };

    /// <summary>Shows the event, or records it.</summary>
    public static async Task<int> Say(Session session, OfficerEvent said)
    {
        var json = said.Write(session.Clock.GetUtcNow());
        if (session.Value(OfficerOptions.DryRun))
        {
            Console.Out.WriteLine(Encoding.UTF8.GetString(json));
            return ExitCodes.Done;
        }
        await using var ledger = await session.Desk();
        if (said.Subject is { } subject && await Unknown(session, ledger, subject) is { } unknown) return session.Refused(unknown);
        return await Record(session, ledger, json);
    }

    /// <summary>The same of something the ledger must be asked about first: an inquiry's or a finding's person, under whose key what is said is sealed.</summary>
    public static async Task<int> SayOf(Session session, Func<ILedgerDesk, Task<Outcome<OfficerEvent>>> asking)
    {
        await using var ledger = await session.Desk();
        var asked = await asking(ledger);
        if (asked.Refusal is { } refusal) return session.Refused(refusal);
        var json = asked.Value.Write(session.Clock.GetUtcNow());
        if (!session.Value(OfficerOptions.DryRun)) return await Record(session, ledger, json);
        Console.Out.WriteLine(Encoding.UTF8.GetString(json));
        return ExitCodes.Done;
    }

    static async Task<int> Record(Session session, ILedgerDesk ledger, byte[] json)
    {
        var outcome = await ledger.Publish([json], null, session.Cancel);
        if (outcome.Refusal is { } refusal) return Refused(session, refusal);
        await ledger.Settle(session.Cancel);
        Tell(session.Screen, outcome.Value[0]);
        return ExitCodes.Done;
    }

    /// <summary>A fact makes a person known: a mistyped id must not. Asking whether something may be done is no reading.</summary>
    public static async Task<Refusal?> Unknown(Session session, ILedgerDesk ledger, string userId)
    {
        var asked = await ledger.May(userId, new PermissionQuestion("destruction", session.Clock.GetUtcNow()), asOf: false, known: null, session.Cancel);
        if (asked.Refusal is { } refusal) return refusal;
        return asked.Value.Reason == PermissionReasons.PersonUnknown ? new(Refusals.PersonUnknown, "Nothing is recorded about this person.") : null;
    }

    static int Refused(Session session, Refusal refusal)
    {
        var code = session.Refused(refusal);
        if (Next.GetValueOrDefault(refusal.Code) is { } next) session.Screen.Warn(next);
        return code;
    }

    static void Tell(Screen screen, Receipt receipt)
    {
        screen.Say($"#{receipt.Index} recorded{(receipt.Duplicate ? " (already there)" : "")}.");
        screen.Show(ReceiptDocument.Of(receipt));
    }
}
