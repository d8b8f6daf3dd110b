using System.CommandLine;
using Ledger.Disclosures;
using Ledger.Host.Documents;
using Ledger.Host.Terminal;
using Ledger.Projections;

namespace Ledger.Host.Commands;

/// <summary>ledger may ID --purpose P</summary>
static class MayCommand
{
    /// <summary>Reasons that say the question itself names something nobody knows: wrong input, not a no.</summary>
    static readonly Dictionary<string, string> Unknown = new()
    {
        [PermissionReasons.PersonUnknown] = "Nothing is recorded about this person. 'ledger publish' records; ids are your own user ids.",
        [PermissionReasons.PurposeUnknown] = "The policy edition in force names no such purpose.",
        [PermissionReasons.ConsentNarrower] = "The consent covers some categories only: ask with --category for those you mean.",
        [PermissionReasons.KindUnknown] = "The policy edition in force names no such kind of message.",
        [PermissionReasons.ChannelUnknown] = "The policy edition in force names no such channel.",
    };

    public static Command Create(CommandSet set)
    {
        var id = new Argument<string>("ID") { Description = "The person, by your own id." };
        var purpose = new Option<string>("--purpose") { Description = "For which purpose of the policy.", Required = true, HelpName = "P" };
        var recipient = new Option<string?>("--recipient") { Description = "To pass data on to this recipient.", HelpName = "R" };
        var ground = new Option<DisclosureGround?>("--ground") { Description = "On this ground: consent, service or law." };
        var categories = new Option<string[]>("--category")
        {
            Description = "For this category of data; may be repeated. None asks for all the policy declares for the purpose.", HelpName = "C",
        };
        var kind = new Option<string?>("--kind") { Description = "To send a message of this kind.", HelpName = "K" };
        var channel = new Option<string?>("--channel") { Description = "To send it over this channel.", HelpName = "C" };
        var at = Moments.Option("--at", "From what had happened by this moment.");
        var known = new Option<long?>("--known") { Description = "From what the ledger knew once the event of this index was recorded.", HelpName = "N" };
        return set.Command("may", "Asks \"may I?\": exit 0 yes, 1 no, with the reason.",
        [
            "ledger may u-1001 --purpose contact --kind news --channel sms",
            "ledger may u-1001 --purpose personalised-service --recipient insurer",
            "ledger may u-1001 --purpose contact --at 2025-06-01 --known 250",
        ], [id, purpose, categories, recipient, ground, kind, channel, at, known], async session =>
        {
            if (session.Value(known) < 0) throw new InputException("--known is an index: 0 or more.");
            var moment = Moments.Parse(session.Value(at), session);
            var question = new PermissionQuestion(session.Value(purpose)!, moment ?? session.Clock.GetUtcNow())
            {
                Recipient = session.Value(recipient), Ground = session.Value(ground), Kind = session.Value(kind), Channel = session.Value(channel),
                Categories = [.. session.Value(categories) ?? []],
            };
            var asOf = moment is not null || session.Value(known) is not null;
            await using var ledger = await session.Desk();
            var outcome = await ledger.May(session.Value(id), question, asOf, session.Value(known), session.Cancel);
            return outcome.Refusal is { } refusal ? session.Refused(refusal) : Tell(session, outcome.Value);
        });
    }

    static int Tell(Session session, PermissionDocument answer)
    {
        session.Screen.Show(answer);
        if (Unknown.TryGetValue(answer.Reason, out var hint))
        {
            session.Screen.Complain(answer.Reason, hint);
            return ExitCodes.Input;
        }
        var deciding = answer.Deciding.Count == 0 ? "" : $", decided by {string.Join(", ", answer.Deciding.Select(i => $"#{i}"))}";
        session.Screen.Say($"{(answer.Allowed ? "yes" : "no")}: {answer.Reason}{deciding}{(answer.Edition is { } edition ? $", edition {edition}" : "")}, as of #{answer.Known}");
        return answer.Allowed ? ExitCodes.Done : ExitCodes.No;
    }
}
