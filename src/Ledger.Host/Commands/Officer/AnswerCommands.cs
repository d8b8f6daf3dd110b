using System.CommandLine;
using System.Globalization;
using Ledger.Host.Answers;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger inquiry deposit | fetch | remove: what was sent, kept for whoever asked.</summary>
static class AnswerCommands
{
    public static IEnumerable<Command> Create(CommandSet set) => [Deposit(set), Fetch(set), Remove(set)];

    static Command Deposit(CommandSet set)
    {
        var number = InquiryCommand.Number();
        var file = new Option<string>("--file") { Description = "What was sent: .zip, .pdf, .html, .csv, .json or .p7m; 'inquiry answer' must have recorded its hash.", HelpName = "FILE", Required = true };
        return set.Command("deposit", "Keeps what was sent, encrypted, for the regulator whose key names the inquiry to take; an earlier deposit goes.",
            ["ledger inquiry deposit 2026-14 --file answer.zip"], [number, file], session => Deposit(session, session.Value(number), session.Value(file)!));
    }

    static Command Fetch(CommandSet set)
    {
        var number = InquiryCommand.Number();
        var output = new Option<string>("--out") { Description = "The file to write; it must not exist.", HelpName = "FILE", Required = true };
        var reason = new Option<string?>("--reason") { Description = "Why; recorded.", HelpName = "TEXT" };
        return set.Command("fetch", "Takes what was answered; that it is taken is recorded first. A regulator takes those of the inquiries that the key names.",
            ["ledger inquiry fetch 2026-14 --out answer.zip --server https://ledger.example"], [number, output, reason],
            session => Fetch(session, session.Value(number), session.Value(output)!, session.Value(reason)));
    }

    static Command Remove(CommandSet set)
    {
        var number = InquiryCommand.Number();
        return set.Command("remove", "Removes the deposited answer: its key is destroyed. The hash of what was sent stays on record.", ["ledger inquiry remove 2026-14"], [number], session => Remove(session, session.Value(number)));
    }

    static async Task<int> Deposit(Session session, string inquiry, string path)
    {
        if (!File.Exists(path)) throw new InputException($"There is no file {path}.");
        var type = AnswerMedia.OfFile(path) ?? throw new InputException("--file names a file that ends with .zip, .pdf, .html, .csv, .json or .p7m.");
        await using var input = File.OpenRead(path);
        await using var answers = await IAnswerDesk.Open(session);
        var outcome = await answers.Deposit(inquiry, type, input, session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"Inquiry {inquiry}: {outcome.Value.Bytes:N0} bytes deposited, recorded as #{outcome.Value.Recorded}."));
        session.Screen.Say("A regulator whose key names the inquiry takes it with GET /inquiries/NUMBER/answer, or 'ledger inquiry fetch'; each taking is recorded.");
        session.Screen.Show(outcome.Value);
        return ExitCodes.Done;
    }

    static async Task<int> Fetch(Session session, string inquiry, string path, string? reason)
    {
        OutputFile.Demand(path);
        await using var answers = await IAnswerDesk.Open(session);
        var outcome = await OutputFile.Write(path, output => answers.Fetch(inquiry, reason, output, session.Cancel));
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {outcome.Value.Bytes:N0} bytes, recorded as #{outcome.Value.Recorded}."));
        session.Screen.Say($"SHA-256 on record {outcome.Value.Sha256}");
        session.Screen.Show(outcome.Value);
        return ExitCodes.Done;
    }

    static async Task<int> Remove(Session session, string inquiry)
    {
        await using var answers = await IAnswerDesk.Open(session);
        var outcome = await answers.Remove(inquiry, session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"Inquiry {inquiry}: the deposited answer is removed, recorded as #{outcome.Value.Recorded}."));
        session.Screen.Show(outcome.Value);
        return ExitCodes.Done;
    }
}
