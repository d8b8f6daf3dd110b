using Ledger.Destruction;
using Ledger.Host.Documents;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Work;

/// <summary>Something to choose.</summary>
/// <param name="Value">As events name it.</param>
/// <param name="Label">As people read it.</param>
/// <param name="IsCode">Whether the label is a code, since nobody has words for it.</param>
public sealed record Choice(string Value, string Label, bool IsCode = false);

/// <summary>What an officer can choose from, in words.</summary>
sealed class WorkChoices(ReportLanguage language, ReportWording words, WorkNames names, OperatorRegisters registers)
{
    /// <summary>Where letters arrive and how they are sent, of all channels there are.</summary>
    static readonly string[] OfLetters = ["post", "registered-letter", "courier", "office", "email", "phone", "gosuslugi", "edo", "account", "support", "messenger", "other"];

    /// <summary>What 152-FZ 14(3) demands of a request.</summary>
    static readonly string[] OfRequests = ["identity", "relation", "signature", "authority"];

    readonly EventSentences _sentences = new(language, words);

    /// <summary>The values of an enumeration that events know, in the words of a group.</summary>
    public IReadOnlyList<Choice> Of<T>(string group, params T[] without) where T : struct, Enum =>
        Of(group, Enum.GetValues<T>().Except(without).Select(value => DocumentJson.Name(value)));

    /// <summary>All codes of a group that have words.</summary>
    public IReadOnlyList<Choice> All(string group) => Of(group, EventSentences.CodesOf(group));

    public IReadOnlyList<Choice> Reasons => Of<DestructionReason>("why");

    public IReadOnlyList<Choice> LetterChannels => Of("channel", OfLetters);

    public IReadOnlyList<Choice> Deficiencies => Of("deficiency", OfRequests);

    /// <summary>Countries, the one of most registers first; each is typed as it is called.</summary>
    public IReadOnlyList<Choice> Countries => [.. All("country").Select(country => new Choice(country.Label, ""))];

    public IReadOnlyList<Choice> Categories => [.. (names.Edition?.Published.Terms.Categories ?? []).Select(category => new Choice(category.Id, category.Name.In(language)))];

    public IReadOnlyList<Choice> Purposes => [.. (names.Edition?.Published.Terms.Purposes ?? []).Select(purpose => new Choice(purpose.Id, purpose.Name.In(language)))];

    /// <summary>Systems that are in use.</summary>
    public IReadOnlyList<Choice> Systems => [.. registers.Systems.Values.Where(system => system.RetiredAt is null)
        .Select(system => new Choice(system.Terms.System, system.Terms.Name)).OrderBy(system => system.Label, StringComparer.CurrentCulture)];

    public IReadOnlyList<Choice> Recipients => [.. registers.Recipients.Values
        .Select(recipient => new Choice(recipient.Terms.Recipient, recipient.Terms.Name)).OrderBy(recipient => recipient.Label, StringComparer.CurrentCulture)];

    /// <summary>What a field of countries shows for a code.</summary>
    public string CountryOf(string code) => _sentences.Code("country", code);

    /// <summary>The code of a country by its name in either language, or of two letters; null where it is neither.</summary>
    public static string? CountryCode(string text) =>
        EventSentences.CodesOf("country").FirstOrDefault(code => Enum.GetValues<ReportLanguage>().Any(each => string.Equals(EventSentences.Find("country", code, each), text, StringComparison.OrdinalIgnoreCase)))
            ?? (CountryCodes.All.Contains(text.ToUpperInvariant()) ? text.ToUpperInvariant() : null);

    IReadOnlyList<Choice> Of(string group, IEnumerable<string> codes) => [.. codes.Select(code => new Choice(code, Capital(_sentences.Code(group, code))))];

    static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
