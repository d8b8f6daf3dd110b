using System.Globalization;
using System.Text.Json;
using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What an answer is made from, and how it is said in the report's language.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Reading">What it is read through.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="Log">The log it is read from.</param>
sealed record AnswerCase(ReportQuestion Asked, ReportReading Reading, AnswerInquiry Inquiry, AnswerScope Scope, AnswerLog Log)
{
    public OperatorRegisters Registers => Reading.Registers;

    public ReportNames Names { get; } = Reading.Names(Asked.Language);

    public ReportWording Words { get; } = new(Asked.Language, Reading.Legal.Zone);

    public DateTimeOffset Now => Reading.Now;

    public bool IsRussian => Asked.Language == ReportLanguage.Ru;

    public string In(LocalText text) => text.In(Asked.Language);

    /// <summary>A text with values in its places.</summary>
    public string Say(LocalText text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, In(text), values);

    public ReportText Text(LocalText text, params object?[] values) => new(Say(text, values));

    public ReportColumn Column(string key, LocalText label, int width) => new(key, In(label), width);

    public ReportFact Fact(string key, LocalText label, ReportValue value) => new(key, In(label), value);

    /// <summary>A code of a group of codes, in words.</summary>
    public ReportValue Code(string group, Enum? code) => code is null ? ReportValue.None : Code(group, DocumentJson.Name(code));

    public ReportValue Code(string group, string code) => ReportValue.Of(code, Sentences(Now).Code(group, code));

    public ReportValue Day(DateTimeOffset? at) => at is { } moment ? ReportValue.Of(Words.LocalDay(moment)) : ReportValue.None;

    /// <summary>The end of a period: the last day on which something is in time, or the moment where the law counts hours.</summary>
    public ReportValue End(string rule, DateTimeOffset due) => RuleOf(rule) is { IsExact: true } ? ReportValue.Of(due) : Day(due.AddTicks(-1));

    /// <summary>What the event says, names in place of ids.</summary>
    public ReportValue Sentence(AnswerEvent happened)
    {
        using var stored = JsonDocument.Parse(happened.Entry.Bytes);
        var sentences = Sentences(happened.Time);
        return ReportValue.Of($"{sentences.NameOf(happened.Event.Type)}. {sentences.Of(stored.RootElement, happened.At)}");
    }

    public string EventName(string type) => Sentences(Now).NameOf(type);

    /// <summary>A rule of the register of deadlines; null where it knows it no more.</summary>
    public static Rule? RuleOf(string id) => LegalRules.Default.All.LastOrDefault(rule => rule.Id == id);

    EventSentences Sentences(DateTimeOffset at) => new(Asked.Language, Words)
    {
        Named = (member, id) => member switch
        {
            "categories" or "category" => Words.Of(Names.Category(id, at)),
            "purposes" or "purpose" => Words.Of(Names.Purpose(id, at)),
            "recipient" or "recipients" or "processor" => Words.Of(Names.Recipient(id)),
            "system" or "systems" or "copiesOf" => Words.Of(Names.System(id)),
            _ => null,
        },
    };

    /// <summary>It holds personal values, and never prints.</summary>
    public override string ToString() => "[answer]";
}

/// <summary>The log an answer was read from.</summary>
/// <param name="Key">Its public key.</param>
/// <param name="Checkpoint">A checkpoint that covers all the answer shows.</param>
sealed record AnswerLog(VerifierKey Key, SignedCheckpoint Checkpoint);
