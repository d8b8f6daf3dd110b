using System.CommandLine;
using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Host.Terminal;
using Ledger.Reports;

namespace Ledger.Host.Commands;

/// <summary>ledger report KIND --out FILE: the reports, each with the options that it takes.</summary>
static class ReportCommands
{
    static readonly Option<string> Output = new("--out") { Description = "The file to write, .pdf, .html, .csv or .json; .zip where the report can be a bundle. It must not exist.", HelpName = "FILE", Required = true };
    static readonly Option<string?> Subject = new("--subject") { Description = "The person, by your own id.", HelpName = "ID" };
    static readonly Option<string?> Inquiry = new("--inquiry") { Description = "The inquiry it answers, by your own number.", HelpName = "NUMBER" };
    static readonly Argument<string> Number = new("NUMBER") { Description = "The inquiry it answers, by your own number." };
    static readonly Option<string?> Recipient = new("--recipient") { Description = "The recipient, as it is registered.", HelpName = "ID" };
    static readonly Option<string?> Consent = new("--consent") { Description = "The consent, by your own name for it; the newest where it is left out.", HelpName = "CONSENT" };
    static readonly Option<string?> Profile = new("--profile") { Description = "The standard of the JSON: 27560 (ISO/IEC TS 27560, JSON-LD) or kantara (v1.1); 27560 where it is left out.", HelpName = "27560|kantara" };
    static readonly Option<string?> From = Moments.Option("--from", "From this moment on."), To = Moments.Option("--to", "Before this moment.");
    static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why; recorded. A code, such as the number of an order; about one person any text, sealed under the person's key.", DefaultValueFactory = _ => "command-line", HelpName = "TEXT",
    };

    public static IEnumerable<Command> Create(CommandSet set)
    {
        var language = new Option<string>("--lang") { Description = "The report's language: ru or en.", DefaultValueFactory = _ => "ru" };
        language.AcceptOnlyFromAmong("en", "ru");
        return ReportTerms.All.Select(terms => Of(set, terms, language));
    }

    static Command Of(CommandSet set, ReportTerms terms, Option<string> language)
    {
        var name = DocumentJson.Name(terms.Kind);
        return set.Command(name, terms.En, [$"ledger report {name} {terms.Example}"], [Output, .. terms.Takes.Select(parameter => Taken(terms, parameter)), Reason, language], session => Run(
            session, terms, session.Value(Output)!, session.Value(Reason)!, new(terms.Kind, session.Value(language) == "ru" ? ReportLanguage.Ru : ReportLanguage.En)
            {
                UserId = Given(session, terms, "person", Subject), Inquiry = terms.Needs.Contains("inquiry") ? session.Value(Number) : Given(session, terms, "inquiry", Inquiry), Recipient = Given(session, terms, "recipient", Recipient),
                From = Moments.Parse(Given(session, terms, "from", From), session), To = Moments.Parse(Given(session, terms, "to", To), session),
                Consent = Given(session, terms, "consent", Consent), Profile = Given(session, terms, "profile", Profile),
            }));
    }

    static Symbol Taken(ReportTerms terms, string parameter) => parameter switch
    {
        "inquiry" when terms.Needs.Contains(parameter) => Number,
        "person" => Subject,
        "inquiry" => Inquiry,
        "recipient" => Recipient,
        "from" => From,
        "to" => To,
        "consent" => Consent,
        "profile" => Profile,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
    };

    static string? Given(Session session, ReportTerms terms, string parameter, Option<string?> option) => terms.Takes.Contains(parameter) ? session.Value(option) : null;

    static async Task<int> Run(Session session, ReportTerms terms, string path, string reason, ReportQuestion asked)
    {
        OutputFile.Demand(path);
        if (terms.Refused(asked) is { } unfit) return session.Refused(unfit);
        await using var ledger = await session.Desk();
        var outcome = await OutputFile.Write(path, output => ledger.Report(asked, FormatOf(path), reason, output, session.Cancel));
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        Sum(session.Screen, path, outcome.Value);
        if (terms.Kind == ReportKind.Inquiry) session.Screen.Say($"Next, once it is sent: ledger inquiry answer {asked.Inquiry} --file {path} --via CHANNEL");
        if (asked.Kind == ReportKind.SubjectAccess) AccessSteps.Say(session, asked.Inquiry, path, outcome.Value.Answers);
        return ExitCodes.Done;
    }

    static ReportFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pdf" => ReportFormat.Pdf,
        ".html" => ReportFormat.Html,
        ".csv" => ReportFormat.Csv,
        ".json" or ".jsonld" => ReportFormat.Json,
        ".zip" => ReportFormat.Bundle,
        _ => throw new InputException("--out names a file that ends with .pdf, .html, .csv or .json, or with .zip for a bundle."),
    };

    static void Sum(Screen screen, string path, MadeReport made)
    {
        if (made.NotStamped is { } code) screen.Warn(ExportCommand.NotStamped(code));
        if (made.WithoutPdf) screen.Warn("the bundle holds report.html alone: there is no Chromium that prints a PDF (LEDGER_CHROMIUM names one). The HTML prints alike.");
        if (made.Unconfined) screen.Warn("printed by a browser without its sandbox: this system lets it have none.");
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {made.Events:N0} events up to #{made.Known}, recorded as #{made.Recorded}."));
        screen.Say($"SHA-256 {made.Sha256}");
        screen.Show(new { file = path, made.Sha256, made.Events, made.Known, made.Recorded, answer = made.Answers is { } answered ? new { answered.Form, answered.Due } : null });
    }
}
