using System.Globalization;
using Ledger.Exports;
using Ledger.Host.Reports;
using Ledger.Listening;
using Ledger.Reports;

namespace Ledger.Host.Web.Export;

/// <summary>What somebody wants to take out, as the form has it. It holds personal values and never prints.</summary>
/// <param name="What">person, inquiry, recipient or period.</param>
/// <param name="Person">The operator's own id.</param>
/// <param name="Inquiry">The inquiry's number.</param>
/// <param name="Recipient">The recipient's id.</param>
/// <param name="From">The first local day, or null.</param>
/// <param name="To">The last local day, or null.</param>
/// <param name="Open">Whether sealed values are shown.</param>
/// <param name="Reason">Why.</param>
public sealed record ExportAsked(string What, string? Person, string? Inquiry, string? Recipient, DateOnly? From, DateOnly? To, bool Open, string? Reason)
{
    /// <summary>What can be chosen.</summary>
    public static readonly string[] Choices = ["person", "inquiry", "recipient", "period"];

    /// <summary>What is left out although the choice needs it: the name of its field, or null.</summary>
    public string? Missing => What switch
    {
        "person" when Person is null => "person",
        "inquiry" when Inquiry is null => "inquiry",
        "recipient" when Recipient is null => "recipient",
        _ => null,
    };

    /// <summary>Whether the last day comes before the first.</summary>
    public bool IsBackwards => From is { } from && To is { } to && to < from;

    /// <summary>The events.</summary>
    internal ExportScope Scope(ReportWording words) => new(
        What == "person" ? Person : null, What == "inquiry" ? Inquiry : null, Start(words), End(words), What == "recipient" ? [Hearing.NameOf("disclosure.made")!] : [],
        What == "recipient" ? Recipient : null, Open);

    /// <summary>A report about the same.</summary>
    internal ReportQuestion Question(ReportKind kind, ReportLanguage language, ReportWording words)
    {
        bool Takes(string name) => ReportTerms.Of(kind).Takes.Contains(name);
        return new(kind, language)
        {
            UserId = Takes("person") && What == "person" ? Person : null, Inquiry = Takes("inquiry") && What == "inquiry" ? Inquiry : null,
            Recipient = Takes("recipient") && What == "recipient" ? Recipient : null, From = Takes("from") ? Start(words) : null, To = Takes("to") ? End(words) : null,
        };
    }

    /// <summary>A day as a field of the browser has it, or null.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    DateTimeOffset? Start(ReportWording words) => From is { } from ? words.StartOf(from) : null;

    DateTimeOffset? End(ReportWording words) => To is { } to && to < DateOnly.MaxValue ? words.StartOf(to.AddDays(1)) : null;

    /// <summary>It holds personal values, and never prints.</summary>
    public override string ToString() => "[export]";
}
