using System.CommandLine;
using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Letters;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands.Officer;

/// <summary>Whom a letter is to, in which language and form, and why it is made.</summary>
sealed record LetterQuestion(string Recipient, Language Language, bool Pdf, string Reason);

/// <summary>ledger report recipient-letter --recipient R --out FILE.html|.pdf</summary>
static class LetterCommand
{
    public static Command Create(CommandSet set)
    {
        var recipient = new Option<string>("--recipient") { Description = "The recipient, as it is registered.", HelpName = "ID", Required = true };
        var output = new Option<string>("--out") { Description = "The file to write, .html or .pdf; it must not exist.", HelpName = "FILE", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why: a code, such as the number of an order; recorded in the clear.", DefaultValueFactory = _ => "command-line", HelpName = "CODE" };
        var language = new Option<string>("--lang") { Description = "The letter's language: ru or en.", DefaultValueFactory = _ => "ru" };
        language.AcceptOnlyFromAmong("en", "ru");
        return set.Command("recipient-letter", "Writes the letter that tells a recipient of everything it is still to be told, to print and sign. That it leaves is recorded; 'notices told' records that it was sent.",
            ["ledger report recipient-letter --recipient sms-gateway --out letter.html --reason order-12"], [recipient, output, reason, language], session => Run(
                session, session.Value(output)!, new(session.Value(recipient)!, Languages.Of(session, language), IsPdf(session.Value(output)!), session.Value(reason)!)));
    }

    static bool IsPdf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pdf" => true,
        ".html" => false,
        _ => throw new InputException("--out names a file that ends with .html or .pdf."),
    };

    static async Task<int> Run(Session session, string path, LetterQuestion asked)
    {
        OutputFile.Demand(path);
        await using var ledger = await session.Desk();
        var outcome = await OutputFile.Write(path, output => ledger.Letter(asked, output, session.Cancel));
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        Sum(session.Screen, path, outcome.Value);
        return ExitCodes.Done;
    }

    static void Sum(Screen screen, string path, MadeLetter made)
    {
        if (made.Unnamed > 0) screen.Warn(string.Create(CultureInfo.InvariantCulture, $"{made.Unnamed} of them cannot be named any more: they were forgotten."));
        if (made.Unconfined) screen.Warn("printed by a browser without its sandbox: this system lets it have none.");
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {made.Notices:N0} notices up to #{made.Known}, recorded as #{made.Recorded}."));
        screen.Show(new { file = path, made.Notices, made.Unnamed, made.Known, made.Recorded });
    }
}
