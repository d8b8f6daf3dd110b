using Ledger.Destruction;
using Ledger.Host.Documents;
using Ledger.Reports;

namespace Ledger.Host.Web.Work;

/// <summary>Something to choose.</summary>
/// <param name="Value">As events name it.</param>
/// <param name="Label">As people read it.</param>
public sealed record Choice(string Value, string Label);

/// <summary>What an officer can choose from, in words.</summary>
sealed class WorkChoices(ReportLanguage language, ReportWording words, WorkNames names)
{
    readonly EventSentences _sentences = new(language, words);

    /// <summary>The values of an enumeration that events know, in the words of a group.</summary>
    public IReadOnlyList<Choice> Of<T>(string group, params T[] without) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Except(without).Select(value => DocumentJson.Name(value)).Select(name => new Choice(name, Capital(_sentences.Code(group, name))))];

    public IReadOnlyList<Choice> Reasons => Of<DestructionReason>("why");

    public IReadOnlyList<Choice> Categories => [.. (names.Edition?.Published.Terms.Categories ?? []).Select(category => new Choice(category.Id, category.Name.In(language)))];

    public IReadOnlyList<Choice> Purposes => [.. (names.Edition?.Published.Terms.Purposes ?? []).Select(purpose => new Choice(purpose.Id, purpose.Name.In(language)))];

    static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
