using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Host.Reports;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Reports;
using Ledger.Support;

namespace Ledger.Host.Web.Persons;

/// <summary>On what an event of a person rests, in words: what the event itself says, what the policy then in force says of its purposes, or the article it is under.</summary>
static class EventGround
{
    /// <summary>The ground; null where the event is none that needs one, or gives none.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="edition">The policy in force when it happened, or null.</param>
    /// <param name="sentences">The words for codes.</param>
    /// <param name="words">How dates read.</param>
    /// <param name="language">The language.</param>
    public static string? Of(RecordedEvent happened, Edition? edition, EventSentences sentences, ReportWording words, ReportLanguage language) => happened.Data switch
    {
        ConsentGiven or ConsentRefused => Article("9(1)", language),
        ConsentWithdrawn => Article("9(2)", language),
        ProcessingStopDemanded { Dissemination: true } => Article("10.1(12)", language),
        ProcessingStopDemanded => Article("21(5.1)", language),
        MessagingOptedIn or MessagingOptedOut => Article("15(1)", language),
        ProcessingContinued data => Bases(data.Continued.Select(continued => continued.Basis), language),
        DataCollected data => PolicyBases(edition, data.Purposes, language),
        SupportCaseOpened data => PolicyBases(edition, [data.Purpose], language),
        DataRectified => Article("21(2)", language),
        DataBlocked { Reason: BlockReason.DestructionImpossible } => Article("21(6)", language),
        DataBlocked => Article("21(1)", language),
        DataDestroyed data => Article(data.Reason, language),
        PurposeAchieved or RetentionEnded => Article("21(4)", language),
        HoldPlaced data => sentences.Code("hold", Documents.DocumentJson.Name(data.Ground)),
        DisclosureMade data => Of(data, sentences, words, language),
        _ => null,
    };

    static string Of(DisclosureMade data, EventSentences sentences, ReportWording words, ReportLanguage language)
    {
        if (data.Ground is not { } ground) return sentences.Code("ground", "absent");
        var said = data.Basis is { } basis ? CodeWords.Basis(basis, language) : sentences.Code("ground", Documents.DocumentJson.Name(ground));
        return Paper(data.Document, words, language) is { } paper ? $"{said}; {paper}" : said;
    }

    /// <summary>The document behind a disclosure, without its number, which is sealed.</summary>
    public static string? Paper(GroundDocument? document, ReportWording words, ReportLanguage language)
    {
        if (document is null) return null;
        var kind = words.Of(CodeWords.Document(document.Kind, language));
        var norm = document.Norm is { } cited ? $", {LawArticle.InWords(cited, language)}" : "";
        return language == ReportLanguage.Ru ? $"{kind} от {words.Day(document.Date)}{norm}" : $"{kind} of {words.Day(document.Date)}{norm}";
    }

    static string? PolicyBases(Edition? edition, IEnumerable<string> purposes, ReportLanguage language) =>
        Bases(purposes.SelectMany(purpose => edition?.Purpose(purpose)?.Bases ?? []), language);

    static string? Bases(IEnumerable<LegalBasis> bases, ReportLanguage language) =>
        string.Join("; ", bases.Distinct().Select(basis => CodeWords.Basis(basis, language))) is { Length: > 0 } said ? said : null;

    static string Article(DestructionReason reason, ReportLanguage language) => Article(reason switch
    {
        DestructionReason.Withdrawal => "21(5)",
        DestructionReason.PurposeAchieved => "21(4)",
        DestructionReason.UnlawfulProcessing => "21(3)",
        DestructionReason.SubjectProof => "20(3)",
        DestructionReason.StopDemanded => "21(5.1)",
        _ => "23(3)",
    }, language);

    static string Article(string article, ReportLanguage language) => LawArticle.InWords($"152-FZ {article}", language);
}
