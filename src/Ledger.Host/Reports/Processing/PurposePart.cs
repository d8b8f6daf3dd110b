using Ledger.Host.Documents;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Processing;

/// <summary>Each purpose of the edition: what it declares, and what was done for it (152-FZ 18.1(1)(2); GDPR 30(1)(b)-(f)).</summary>
static class PurposePart
{
    /// <summary>A section for each purpose.</summary>
    public static IEnumerable<ReportSection> Sections(ProcessingAsked asked) => Purposes(asked).Select((purpose, at) => new ReportSection(
        $"purpose{at + 1}", asked.In(ProcessingWords.PurposeTitle, purpose.Name.In(asked.Language)), [new ReportFacts("facts", Facts(asked, purpose))]));

    /// <summary>All purposes as one table, for the files.</summary>
    public static ReportTable Table(ProcessingAsked asked)
    {
        var rows = Purposes(asked).Select(purpose => (Purpose: purpose, Facts: Facts(asked, purpose))).ToList();
        IReadOnlyList<ReportFact> columns = rows.Count == 0 ? [] : rows[0].Facts;
        return ReportTable.Of("purposes", null, [asked.Column("purpose", ProcessingWords.Purpose), .. columns.Select(fact => new ReportColumn(fact.Key, fact.Label))],
            [.. rows.Select(row => (IReadOnlyList<ReportValue>)[ReportValue.Of(row.Purpose.Id, row.Purpose.Name.In(asked.Language)), .. row.Facts.Select(fact => fact.Value)])]) with { InFilesOnly = true };
    }

    static IEnumerable<PolicyPurpose> Purposes(ProcessingAsked asked) => asked.Edition?.Published.Terms.Purposes ?? [];

    static List<ReportFact> Facts(ProcessingAsked asked, PolicyPurpose purpose)
    {
        var systems = asked.Systems.Where(system => purpose.Categories.Any(category => ProcessingAsked.Holds(system, category))).ToList();
        return
        [
            asked.Fact("clause", ProcessingWords.Clause, ReportValue.Of(purpose.Clause)), asked.Fact("categories", ProcessingWords.Categories, ReportValue.Of([.. purpose.Categories.Select(asked.Category)])),
            asked.Fact("subjects", ProcessingWords.Subjects, ReportValue.Of(asked.In(ProcessingWords.SubjectsText, string.Join(", ", asked.Edition!.Published.Terms.Services)))),
            asked.Fact("bases", ProcessingWords.Grounds, ReportValue.Of([.. purpose.Bases.Select(basis => ReportValue.Of(DocumentJson.Name(basis), CodeWords.Basis(basis, asked.Language)))])),
            asked.Fact("method", ProcessingWords.Methods, Method(asked, systems)),
            asked.Fact("systems", ProcessingWords.Systems, ReportValue.Of([.. systems.Select(system => ReportValue.Of(system.Terms.System, system.Terms.Name))])),
            asked.Fact("term", ProcessingWords.Term, Term(asked, purpose)), asked.Fact("destruction", ProcessingWords.Destruction, ReportValue.Of(asked.In(ProcessingWords.DestructionText))),
            asked.Fact("recipients", ProcessingWords.Recipients, Recipients(asked, purpose.Id)), asked.Fact("abroad", ProcessingWords.Abroad, Abroad(asked, purpose.Id, systems)),
        ];
    }

    /// <summary>152-FZ 3(3), 3(4): by automation, without it, or both.</summary>
    static ReportValue Method(ProcessingAsked asked, List<DataSystem> systems)
    {
        var (code, words) = systems switch
        {
            [] => ("unknown", ProcessingWords.NoSystem),
            _ when systems.All(system => system.Terms.Automated) => ("automated", ProcessingWords.Automated),
            _ when systems.Any(system => system.Terms.Automated) => ("mixed", ProcessingWords.Mixed),
            _ => ("manual", ProcessingWords.Manual),
        };
        return ReportValue.Of(code, asked.In(words));
    }

    static ReportValue Term(ProcessingAsked asked, PolicyPurpose purpose)
    {
        List<string> said = [];
        if (purpose.AnonymisedOnly) said.Add(asked.In(ProcessingWords.AnonymisedOnly));
        if (purpose.Retention is { } retention) said.Add(retention.In(asked.Language));
        else if (purpose.RetentionDays is { } days) said.Add(asked.In(ProcessingWords.Days, asked.Words.Number(days)));
        foreach (var limited in asked.Edition!.Published.Terms.Categories.Where(category => purpose.Categories.Contains(category.Id) && category.RetentionDays is not null).GroupBy(category => category.RetentionDays!.Value))
            said.Add(asked.In(ProcessingWords.Most, asked.Words.Number(limited.Key), string.Join(", ", limited.Select(category => category.Name.In(asked.Language)))));
        return ReportValue.Of(said.Count == 0 ? asked.In(ProcessingWords.Unsaid) : string.Join("; ", said));
    }

    static ReportValue Recipients(ProcessingAsked asked, string purpose)
    {
        var recipients = asked.Practice.RecipientsOf(purpose).Select(to => ReportValue.Of(to.Recipient, $"{asked.Words.Of(asked.Recipient(to.Recipient))} ({asked.In(ProcessingWords.Times, asked.Words.Number(to.Count))})")).ToList();
        return recipients.Count == 0 ? ReportValue.Of(asked.In(ProcessingWords.Nobody)) : ReportValue.Of(recipients);
    }

    /// <summary>Data that went abroad to a recipient, or lies abroad in a system of the operator's own.</summary>
    static ReportValue Abroad(ProcessingAsked asked, string purpose, List<DataSystem> systems)
    {
        var countries = asked.Practice.AbroadFor(purpose).Concat(systems.Where(system => system.Terms.Country != "RU").Select(system => system.Terms.Country)).Distinct().Select(asked.Country).ToList();
        return countries.Count == 0 ? ReportValue.Of(asked.In(ProcessingWords.NotAbroad)) : ReportValue.Of(countries);
    }
}
