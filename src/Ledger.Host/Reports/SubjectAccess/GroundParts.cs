using Ledger.Consents;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(2) on what grounds, and for what.</summary>
static class GroundParts
{
    static readonly LocalText Purpose = new("Цель", "Purpose"), Grounds = new("Правовые основания", "Legal grounds"), What = new("Категории данных", "Categories of data"),
        Consents = new("Согласия субъекта", "Consents of the person"), Given = new("Дано", "Given"), Edition = new("Редакция политики", "Policy edition"), State = new("Состояние", "State"),
        InForce = new("действует", "in force"), Ended = new("отозвано {0}", "withdrawn {0}"), Partly = new("отозвано в части {0}", "withdrawn in part {0}"), Expired = new("срок истёк {0}", "expired {0}"), Until = new("действует до {0}", "in force until {0}"),
        NoPurpose = new("Данные ни для какой цели сейчас не обрабатываются.", "No data is processed for any purpose now.");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on) =>
    [
        ReportTable.Of("purposes", null, [on.Column("purpose", Purpose, 30), on.Column("grounds", Grounds, 40), on.Column("categories", What, 30)], [.. on.Purposes.Select(purpose => Row(on, purpose))])
            with { Empty = on.In(NoPurpose) },
        ReportTable.Of("consents", on.In(Consents),
            [on.Column("given", Given, 13), on.Column("purposes", Purpose, 37), on.Column("categories", What, 24), on.Column("edition", Edition, 12), on.Column("state", State, 14)],
            [.. on.Person.Consents.Select(consent => Row(on, consent))]),
    ];

    static ReportValue[] Row(AccessCase on, string purpose) =>
    [
        on.Names.Purpose(purpose, on.Now), ReportValue.Of([.. Bases(on, purpose).Select(basis => ReportValue.Of(Documents.DocumentJson.Name(basis), on.In(AccessWords.Of(basis, on.IsEu))))]),
        on.Names.Categories(on.HeldFor(purpose).Select(data => data.Category).Distinct(), on.Now),
    ];

    /// <summary>What the policy rests the purpose on, consent only while there is one, and what was documented to go on under another ground.</summary>
    static IEnumerable<LegalBasis> Bases(AccessCase on, string purpose)
    {
        var declared = on.Edition?.Terms.Purposes.FirstOrDefault(named => named.Id == purpose)?.Bases ?? [];
        var continued = on.Person.Continued.Where(ground => ground.Stands && (ground.Purpose is null || ground.Purpose == purpose)
            && on.HeldFor(purpose).Any(data => data.Category == ground.Category)).Select(ground => ground.Basis);
        var consent = on.Person.ValidConsent(purpose, on.Now) is not null;
        return declared.Where(basis => basis != LegalBasis.Consent || consent).Concat(consent ? [LegalBasis.Consent] : []).Concat(continued).Distinct();
    }

    static ReportValue[] Row(AccessCase on, Consent consent) =>
    [
        on.Day(consent.Given), on.Names.Purposes(consent.Purposes, consent.Given), on.Names.Categories(consent.Categories, consent.Given), ReportValue.Of(consent.Edition), ReportValue.Of(StateOf(on, consent)),
    ];

    static string StateOf(AccessCase on, Consent consent)
    {
        string Said(LocalText text, DateTimeOffset at) => string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(text), on.Words.Day(on.Words.LocalDay(at)));
        if (consent.Ended.Length > 0)
            return Said(consent.Purposes.All(purpose => consent.EndOf(purpose) is not null) ? Ended : Partly, consent.Ended.Max(end => end.At));
        if (consent.ValidUntil is not { } until) return on.In(InForce);
        return Said(consent.HasExpired(on.Now) ? Expired : Until, until);
    }
}
