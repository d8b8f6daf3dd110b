using System.Collections.Frozen;
using Ledger.Policies;

namespace Ledger.Host.Web;

/// <summary>
/// What a refusal means and what to do next, for people who work with the console: a line for each code of docs/refusals.md that they can meet there. What
/// only programs and those who run the ledger meet has the sentence of the refusal itself.
/// </summary>
static class RefusalWords
{
    static readonly FrozenDictionary<string, LocalText> All = Lines().ToFrozenDictionary(line => line.Code, line => new LocalText(line.Ru, line.En), StringComparer.Ordinal);

    /// <summary>What is said of a code; null where there is no line for it.</summary>
    public static LocalText? Find(string code) => All.GetValueOrDefault(code);

    /// <summary>What is said of a refusal.</summary>
    public static LocalText Of(Refusal refusal) => Find(refusal.Code) ?? new($"Журнал отказал: {refusal.Message}", refusal.Message);

    static IEnumerable<(string Code, string Ru, string En)> Lines() => [.. RefusalLines.OfContent, .. RefusalLines.OfStanding, .. RefusalLines.OfWork, .. RefusalLines.OfPapers];
}
