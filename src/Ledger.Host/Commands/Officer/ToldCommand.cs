using System.CommandLine;
using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Host.Statements;
using Ledger.Host.Terminal;
using Ledger.Projections;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger notices told: records that a recipient was told, or confirmed it.</summary>
static class ToldCommand
{
    /// <summary>How many events are recorded at a time.</summary>
    const int BatchMax = 500;

    public static Command Create(CommandSet set)
    {
        var recipient = new Option<string>("--recipient") { Description = "The recipient, as it is registered.", HelpName = "ID", Required = true };
        var method = new Option<string>("--method") { Description = "How: letter, email, ...", DefaultValueFactory = _ => "letter", HelpName = "METHOD" };
        var subject = new Option<string?>("--subject") { Description = "Of this person alone, by your own id: that reads the person's file, and is recorded.", HelpName = "ID" };
        var all = new Option<bool>("--all-due") { Description = "Of everybody it is still to be told of (with --acknowledged: has not confirmed yet)." };
        var acknowledged = new Option<bool>("--acknowledged") { Description = "It confirmed it." };
        var file = new Option<string?>("--acknowledgement") { Description = "Its signed confirmation: the SHA-256 is recorded, sealed; means --acknowledged.", HelpName = "FILE" };
        var on = Moments.Option("--on", "When it was told (default: now).");
        var reason = new Option<string>("--reason") { Description = "Why you look at the person's file, with --subject.", DefaultValueFactory = _ => "command line", HelpName = "TEXT" };
        return set.Command("told", "Records that a recipient was told by letter or otherwise, or has confirmed it: one event for each person and cause.",
        [
            "ledger notices told --recipient sms-gateway --method letter --all-due",
            "ledger notices told --recipient sms-gateway --subject u-1001 --acknowledgement signed.pdf",
        ], [recipient, method, subject, all, acknowledged, file, on, reason, OfficerOptions.DryRun], session =>
        {
            if ((session.Value(subject) is null) == !session.Value(all)) throw new InputException("Say of whom: --subject ID, or --all-due.");
            var confirmed = session.Value(acknowledged) || session.Value(file) is not null;
            var asked = new ListNotices(session.Settings.Actor)
            {
                Recipient = session.Value(recipient), Person = session.Value(subject), Reason = session.Value(subject) is null ? null : session.Value(reason),
                State = confirmed ? null : NoticeState.ToTell,
            };
            return Run(session, asked, new(session.Value(method)!, confirmed, FileHash.Of(session.Value(file)), Moments.Parse(session.Value(on), session)));
        });
    }

    static async Task<int> Run(Session session, ListNotices asked, Telling telling)
    {
        await using var ledger = await session.Desk();
        var listed = await ledger.List(new RegisterQuestion<NoticeRow, NoticeDocument>(asked, documents => documents.Of, "notices",
            ("recipient", asked.Recipient), ("person", asked.Person), ("state", asked.State is { } state ? DocumentJson.Name(state) : "open")), int.MaxValue, session.Cancel);
        if (listed.Refusal is { } unread) return session.Refused(unread);
        var named = listed.Value.Items.Where(notice => notice.Person.Id is not null).ToList();
        if (named.Count < listed.Value.Items.Count) session.Screen.Warn("some of them cannot be named any more: they were forgotten.");
        foreach (var batch in named.Select(notice => telling.Of(notice).Write(session.Clock.GetUtcNow())).Chunk(BatchMax))
        {
            if (session.Value(OfficerOptions.DryRun)) foreach (var json in batch) Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(json));
            else if ((await ledger.Publish([.. batch.Select(json => (ReadOnlyMemory<byte>)json)], null, session.Cancel)).Refusal is { } refusal) return session.Refused(refusal);
        }
        if (session.Value(OfficerOptions.DryRun)) return ExitCodes.Done;
        if (named.Count > 0) await ledger.Settle(session.Cancel);
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{named.Count:N0} recorded."));
        session.Screen.Show(new { recorded = named.Count });
        return ExitCodes.Done;
    }

    sealed record Telling(string Method, bool Acknowledged, string? Acknowledgement, DateTimeOffset? On)
    {
        public OfficerEvent Of(NoticeDocument notice) => new("recipient.notified", notice.Person.Id!, new
        {
            recipient = notice.Recipient, about = notice.About, method = Method, acknowledged = Acknowledged, acknowledgement = Acknowledgement, cause = notice.Cause,
        }) { Time = On };
    }
}
