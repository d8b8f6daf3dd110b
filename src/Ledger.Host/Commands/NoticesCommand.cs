using System.CommandLine;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Projections;

namespace Ledger.Host.Commands;

/// <summary>ledger notices</summary>
static class NoticesCommand
{
    const string All = "all", Open = "open";

    public static Command Create(CommandSet set)
    {
        var recipient = new Option<string?>("--recipient") { Description = "Only this recipient.", HelpName = "ID" };
        var overdue = new Option<bool>("--overdue") { Description = "Only those that nobody told in time." };
        var state = new Option<string>("--state") { Description = "open (to tell, or told and not confirmed), to-tell, told, acknowledged or all.", DefaultValueFactory = _ => Open };
        state.AcceptOnlyFromAmong([Open, .. Enum.GetValues<NoticeState>().Select(s => DocumentJson.Name(s)), All]);
        var person = new Option<string?>("--person") { Description = "Only of this person, by your own id: that reads the person's file, and is recorded.", HelpName = "ID" };
        var reason = new Option<string?>("--reason") { Description = "Why you look, where a person is named; recorded, sealed under the person's key.", HelpName = "TEXT" };
        var language = Languages.Option();
        var notices = set.Command("notices", "Lists the recipients of personal data that must be told of a withdrawal, a block, a destruction or a correction, soonest first.",
            ["ledger notices", "ledger notices --overdue --lang ru", "ledger notices --recipient sms-gateway --state all --json"],
            [recipient, overdue, state, person, reason, language, RegisterCommands.Limit], session =>
                RegisterCommands.List(session, NoticeSheet.In(Languages.Of(session, language)), Question(
                    session, session.Value(recipient), session.Value(overdue), session.Value(state)!, session.Value(person), session.Value(reason))));
        notices.Add(Officer.ToldCommand.Create(set));
        return notices;
    }

    static RegisterQuestion<NoticeRow, NoticeDocument> Question(
        Session session, string? recipient, bool overdue, string state, string? person, string? reason) => new(
            new ListNotices(session.Settings.Actor)
            {
                Recipient = recipient, OverdueAt = overdue ? session.Clock.GetUtcNow() : null, Confirmed = state == All,
                State = state is All or Open ? null : NoticeNames.StateOf(state), Person = person, Reason = person is null ? null : reason ?? "command line",
            }, documents => documents.Of,
            "notices", ("recipient", recipient), ("overdue", overdue ? "true" : null), ("state", state), ("person", person));
}
