using Ledger.Destruction;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(6) for how long.</summary>
static class TermParts
{
    static readonly LocalText Purpose = new("Цель", "Purpose"), Term = new("Срок обработки и хранения", "Term of processing and storage"), NoTerm = new("до достижения цели, затем уничтожение в срок не более 30 дней (ч. 4 ст. 21)", "until the purpose is achieved, then destroyed within 30 days (21(4))"),
        Category = new("Категория", "Category"), Days = new("не более {0} дн. с момента получения", "at most {0} days from when it was received"), ByCategory = new("Предельные сроки по категориям данных", "Longest terms by category of data"),
        Running = new("Сроки уничтожения, которые уже идут", "Terms of destruction that are running"), Due = new("Не позднее", "No later than"), Why = new("Что прекращено", "What ended"), All = new("все цели", "all purposes"),
        Held = new("Уничтожение приостановлено: {0}.", "Destruction is suspended: {0}."), None = new("Данные ни для какой цели сейчас не обрабатываются.", "No data is processed for any purpose now."),
        Evidence = new("Сведения, которые доказывают согласие и уничтожение данных, хранятся три года (до {0}), после чего уничтожаются.", "What proves consent and the destruction of data is kept for three years (until {0}), then destroyed."),
        EvidenceLater = new("Сведения, которые доказывают согласие и уничтожение данных, хранятся три года после окончания согласия или уничтожения, после чего уничтожаются.",
            "What proves consent and the destruction of data is kept for three years after the consent ended or the data was destroyed, then destroyed.");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on)
    {
        List<ReportBlock> blocks =
        [
            ReportTable.Of("terms", null, [on.Column("purpose", Purpose, 40), on.Column("term", Term, 60)], [.. on.Purposes.Select(purpose => Row(on, purpose))]) with { Empty = on.In(None) },
        ];
        if (ByDays(on).ToList() is { Count: > 0 } categories)
            blocks.Add(ReportTable.Of("categories", on.In(ByCategory), [on.Column("category", Category, 40), on.Column("term", Term, 60)], categories));
        if (Open(on).ToList() is { Count: > 0 } running)
            blocks.Add(ReportTable.Of("running", on.In(Running), [on.Column("purposes", Why, 70), on.Column("due", Due, 30)], running));
        foreach (var hold in on.Person.Holds.Where(hold => hold.Lifted is null)) blocks.Add(new ReportText(Said(on, Held, on.In(AccessWords.Of(hold.Ground)))));
        blocks.Add(EvidenceOf(on));
        return blocks;
    }

    static ReportValue[] Row(AccessCase on, string purpose) =>
        [on.Names.Purpose(purpose, on.Now), ReportValue.Of(on.In(on.Edition?.Terms.Purposes.FirstOrDefault(named => named.Id == purpose)?.Retention ?? NoTerm))];

    static IEnumerable<ReportValue[]> ByDays(AccessCase on)
    {
        foreach (var category in on.Person.Data.Where(data => data.Destroyed is null).Select(data => data.Category).Distinct())
            if (on.Edition?.Terms.Categories.FirstOrDefault(named => named.Id == category)?.RetentionDays is { } days)
                yield return [on.Names.Category(category, on.Now), ReportValue.Of(Said(on, Days, on.Words.Number(days)))];
    }

    /// <summary>The last day of each open duty to destroy; a term ends with its last day.</summary>
    static IEnumerable<ReportValue[]> Open(AccessCase on) => on.Person.Duties
        .Where(duty => duty.IsOpen && duty.Terms.Rule is RuleIds.DestroyAfterWithdrawal or RuleIds.DestroyAfterPurpose or RuleIds.DestroyUnlawful or RuleIds.DestroyOnProof)
        .Select(duty => new[] { duty.Purposes.IsEmpty ? ReportValue.Of(on.In(All)) : on.Names.Purposes(duty.Purposes, on.Now), on.Day(duty.Terms.Due.AddTicks(-1)) });

    static ReportText EvidenceOf(AccessCase on)
    {
        var erasure = PersonErasure.Of(on.File.Events);
        return erasure.HasConsent(on.Now) || erasure.EvidenceEnds is not { } until ? on.Say(EvidenceLater) : new ReportText(Said(on, Evidence, on.Words.Day(on.Words.LocalDay(until))));
    }

    static string Said(AccessCase on, LocalText text, string what) => string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(text), what);
}
