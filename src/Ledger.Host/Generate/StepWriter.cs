using System.Globalization;
using System.Text.Json;

namespace Ledger.Host.Generate;

/// <summary>Writes the event of one step of one person: which source says it, and its data.</summary>
sealed class StepWriter(ulong seed, long subjects, Timetable timetable, LineWriter lines)
{
    const string Registration = "/services/registration";
    const string Panel = "/services/panel";
    const string Gateway = "/services/gateway";
    const string Desk = "/services/support-desk";
    const string Office = "/office/registry";

    /// <summary>From here on consent stands apart from everything else (156-FZ of 24.06.2025), Moscow time.</summary>
    static readonly DateTime Separation = new(2025, 8, 31, 21, 0, 0, DateTimeKind.Utc);

    readonly string _ids = "D" + Math.Max(6, subjects.ToString(CultureInfo.InvariantCulture).Length).ToString(CultureInfo.InvariantCulture);

    /// <summary>The line of a step.</summary>
    public ReadOnlyMemory<byte> Write(in Arrival arrival)
    {
        var (person, step) = (arrival.Person + 1, arrival.Step);
        var about = new StepFacts(seed, person, arrival.Second, timetable.Moment(arrival.Second - step.Delay), arrival.Script, step);
        var (type, source) = Heading(step.Kind);
        var json = lines.Begin(type, source, "u-" + person.ToString(_ids, CultureInfo.InvariantCulture), about.Time);
        WriteData(json, about);
        return lines.End();
    }

    static (string Type, string Source) Heading(StepKind kind) => kind switch
    {
        StepKind.Registered => ("ledger.subject.registered.v1", Registration),
        StepKind.Consented => ("ledger.consent.given.v1", Registration),
        StepKind.ConsentedToImprovement or StepKind.ConsentedToInsurer => ("ledger.consent.given.v1", Panel),
        StepKind.RefusedImprovement => ("ledger.consent.refused.v1", Panel),
        StepKind.Provided => ("ledger.data.collected.v1", Registration),
        StepKind.Observed => ("ledger.data.collected.v1", Panel),
        StepKind.OptedIn => ("ledger.messaging.opted-in.v1", Panel),
        StepKind.OptedOut => ("ledger.messaging.opted-out.v1", Panel),
        StepKind.Messaged => ("ledger.messaging.sent.v1", "/services/notifications"),
        StepKind.Disclosed => ("ledger.disclosure.made.v1", Gateway),
        StepKind.DisclosureRefused => ("ledger.disclosure.refused.v1", Gateway),
        StepKind.Rectified => ("ledger.data.rectified.v1", Desk),
        StepKind.CaseOpened => ("ledger.support.case-opened.v1", Desk),
        StepKind.Anonymised => ("ledger.data.anonymised.v1", "/services/statistics"),
        StepKind.Withdrew => ("ledger.consent.withdrawn.v1", Panel),
        StepKind.Destroyed => ("ledger.data.destroyed.v1", "/services/eraser"),
        StepKind.Notified => ("ledger.recipient.notified.v1", Office),
        StepKind.Asked => ("ledger.inquiry.received.v1", Office),
        _ => ("ledger.inquiry.answered.v1", Office),
    };

    static void WriteData(Utf8JsonWriter json, in StepFacts about)
    {
        switch (about.Step.Kind)
        {
            case StepKind.Registered: json.WriteString("service"u8, Vocabulary.Panel); json.WriteString("regime"u8, "ru"u8); break;
            case StepKind.Consented: ConsentData.Registration(json, about, about.Time >= Separation); break;
            case StepKind.ConsentedToImprovement: ConsentData.Improvement(json, about); break;
            case StepKind.ConsentedToInsurer: ConsentData.Insurer(json, about); break;
            case StepKind.RefusedImprovement: ConsentData.Refused(json); break;
            case StepKind.Withdrew: ConsentData.Withdrawn(json, about); break;
            case StepKind.Provided: HeldData.Provided(json); break;
            case StepKind.Observed: HeldData.Observed(json, about); break;
            case StepKind.CaseOpened: HeldData.CaseOpened(json, about); break;
            case StepKind.Rectified: HeldData.Rectified(json, about); break;
            case StepKind.Anonymised: HeldData.Anonymised(json); break;
            case StepKind.Destroyed: HeldData.Destroyed(json, about); break;
            case StepKind.Disclosed: OutgoingData.Disclosed(json, about); break;
            case StepKind.DisclosureRefused: OutgoingData.Refused(json, about); break;
            case StepKind.Notified: OutgoingData.Notified(json, about); break;
            case StepKind.OptedIn: OutgoingData.OptedIn(json, about); break;
            case StepKind.OptedOut: OutgoingData.OptedOut(json, about); break;
            case StepKind.Messaged: OutgoingData.Messaged(json, about); break;
            case StepKind.Asked: OutgoingData.Asked(json, about); break;
            default: OutgoingData.Answered(json, about); break;
        }
    }
}

/// <summary>What is known of the step being written.</summary>
readonly struct StepFacts(ulong seed, long number, long second, DateTime time, LifeScript script, LifeStep step)
{
    readonly ulong _bits = SeededNumbers.Of(seed ^ (ulong)step.Kind, number, (int)(second & 0x3FFFFFFF));

    public DateTime Time => time;
    public LifeScript Script => script;
    public LifeStep Step => step;
    public FakePerson Person => new(seed, number);

    /// <summary>A number of the person's case that does not tell the person.</summary>
    public string Case(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{SeededNumbers.Mix(SeededNumbers.Mix(seed) ^ (ulong)number):x16}");

    /// <summary>A number of this step alone.</summary>
    public string Token(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{_bits:x16}");

    /// <summary>A choice for this step; a use gives each choice its own.</summary>
    public int Choose(int use, int limit) => SeededNumbers.Below(SeededNumbers.Mix(_bits ^ (ulong)use), limit);

    /// <summary>The Moscow date some days before the step.</summary>
    public string Date(int daysBefore = 0) => time.AddHours(3).AddDays(-daysBefore).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A made-up SHA-256.</summary>
    public string Hash(int use)
    {
        var (a, b) = (SeededNumbers.Of(_bits, use, 4), SeededNumbers.Of(_bits, use, 5));
        return string.Create(CultureInfo.InvariantCulture, $"{a:x16}{b:x16}{a ^ _bits:x16}{SeededNumbers.Mix(b):x16}");
    }
}
