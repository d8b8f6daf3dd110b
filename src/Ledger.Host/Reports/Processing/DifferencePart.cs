using Ledger.Policies;
using Ledger.Projections;
using Ledger.Registers;
using Ledger.Reports;

namespace Ledger.Host.Reports.Processing;

/// <summary>Where what was done, or is registered, differs from what the edition in force says.</summary>
static class DifferencePart
{
    public static ReportSection Of(ProcessingAsked asked)
    {
        List<string> said = [.. Found(asked), .. Registered(asked)];
        if (asked.Edition is { } edition) said.AddRange(Declared(asked, edition.Published.Terms));
        else said.Insert(0, asked.In(ProcessingWords.NoEdition));
        return new("differences", asked.In(ProcessingWords.Differences),
            said.Count == 0 ? [new ReportText(asked.In(ProcessingWords.NoDifference))] : [.. said.Select(text => new ReportWarning(text))]);
    }

    static IEnumerable<string> Found(ProcessingAsked asked) => asked.Practice.Found.Select(found => FindingKinds.Of(found.Code).Text.In(asked.Language) is var text && found.Details.Count > 0
        ? asked.In(ProcessingWords.FoundWhat, text, asked.Words.Number(found.Count), string.Join(", ", found.Details.Select(asked.Named)))
        : asked.In(ProcessingWords.Found, text, asked.Words.Number(found.Count)));

    static IEnumerable<string> Registered(ProcessingAsked asked)
    {
        var strangers = asked.Practice.Recipients.Where(id => !asked.Registers.Recipients.ContainsKey(id)).Order(StringComparer.Ordinal).ToList();
        if (strangers.Count > 0) yield return asked.In(ProcessingWords.NotRegistered, string.Join(", ", strangers));
        var unbound = asked.Registers.Recipients.Values.Where(recipient => recipient.Terms is { Kind: RecipientKind.Processor, Instruction: null }).Select(recipient => recipient.Terms.Name).Order(StringComparer.Ordinal).ToList();
        if (unbound.Count > 0) yield return asked.In(ProcessingWords.NoInstruction, string.Join(", ", unbound));
    }

    static IEnumerable<string> Declared(ProcessingAsked asked, PolicyTerms terms)
    {
        foreach (var system in asked.Systems.Where(system => !terms.StorageCountries.Contains(system.Terms.Country)))
            yield return asked.In(ProcessingWords.SystemAbroad, system.Terms.Name, asked.Words.Of(asked.Country(system.Terms.Country)), asked.Names(terms.StorageCountries.Select(asked.Country)));
        var declared = terms.Categories.Select(category => category.Id).ToHashSet(StringComparer.Ordinal);
        var undeclared = asked.Systems.SelectMany(system => system.Terms.Categories).Where(category => !declared.Contains(category)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (undeclared.Count > 0) yield return asked.In(ProcessingWords.HeldUndeclared, asked.Names(undeclared.Select(asked.Category)));
        var nowhere = terms.Categories.Where(category => !asked.Systems.Any(system => ProcessingAsked.Holds(system, category.Id))).Select(category => category.Name.In(asked.Language)).ToList();
        if (nowhere.Count > 0) yield return asked.In(ProcessingWords.HeldNowhere, string.Join(", ", nowhere));
    }
}
