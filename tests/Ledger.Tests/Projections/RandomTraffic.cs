using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Findings;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>Events as careless services publish them: out of order, about unknown things, after a no.</summary>
sealed class RandomTraffic(int seed)
{
    public static readonly string[] Tokens = [Story.Anna, Story.Boris, "s-00000000000000000000000000000003"];

    static readonly string[] Purposes = ["service", "improvement", "statistics", "support", "profiling"];
    static readonly string[] Categories = ["name", "email", "location", "traces", "blood-group"];
    static readonly string[] Systems = ["crm", "billing", "cloud"];
    static readonly string[] Recipients = ["partner", "police", "insurer"];

    readonly Random _random = new(seed);
    DateTimeOffset _now = Story.Day(3, 1);

    public Story Events(int count)
    {
        var story = Story.Begin();
        for (var n = 0; n < count; n++)
        {
            _now += TimeSpan.FromHours(_random.Next(1, 30));
            story.On(_random.Next(4) == 0 ? _now - TimeSpan.FromHours(_random.Next(1, 500)) : _now);
            if (_random.Next(15) == 0) story.Registers(RegisterEvent(n, story));
            else story.Person(PersonEvent(n, story), One(Tokens));
        }
        return story;
    }

    IEventData RegisterEvent(int n, Story story) => _random.Next(5) switch
    {
        0 => Story.Policy($"edition-{n}", _now),
        1 => new SystemRegistered(One(Systems), "System", One("RU", "NL"), true, [], []),
        2 => new RecipientRegistered(One(Recipients), "Recipient", RecipientKind.StateBody, "RU"),
        3 => new SystemRetired(One(Systems), "old"),
        _ => new FindingExplained($"{FindingKinds.StorageAbroad}.{_random.Next(story.Events.Count)}", Story.Sealed),
    };

    IEventData PersonEvent(int n, Story story) => _random.Next(20) switch
    {
        0 => new SubjectRegistered(Service: "panel"),
        1 or 2 => Collected(One(Categories)) with { Purposes = [One(Purposes)], System = One(Systems) },
        3 or 4 => Consent($"c{_random.Next(3)}") with { Purposes = [One(Purposes)], Categories = [One(Categories)], Recipients = [One(Recipients)], Edition = One("2025", "x") },
        5 => new ConsentWithdrawn(_random.Next(2) == 0 ? [] : [One(Purposes)], "web", Consent: _random.Next(3) == 0 ? "c1" : null),
        6 => new ProcessingStopDemanded([One(Purposes)], "web", _random.Next(3) == 0),
        7 or 8 => Disclosed() with { Recipient = One(Recipients), Purpose = One(Purposes), Ground = One<DisclosureGround?>(null, DisclosureGround.Consent, DisclosureGround.Law) },
        9 => new DataBlocked(_random.Next(2) == 0 ? [] : [One(Categories)], One(BlockReason.Inaccuracy, BlockReason.UnlawfulProcessing)),
        10 => new DataUnblocked([], One(UnblockReason.Rectified, UnblockReason.BreachRemoved)),
        11 or 12 => Destroyed(One(Systems), One(Categories), One(Categories)),
        13 => new DataRectified([One(Categories)], []),
        14 => new MessagingOptedIn(One("news", "terms"), [One("email", "sms")]),
        15 => new MessagingOptedOut([], [One("email", "sms")], OptOutVia.Link),
        16 => new MessagingSent(One("news", "terms"), One("email", "sms")),
        17 => new FindingExplained($"{FindingKinds.DisclosureNoGround}.{_random.Next(story.Events.Count)}", Story.Sealed),
        18 => One<IEventData>(new HoldPlaced($"h{n}", HoldGround.Court, []), new UnknownEvent("ledger.person.levitated.v1")),
        _ => One<IEventData>(new PurposeAchieved(One(Purposes), []), new PersonShredded(DestructionReason.Withdrawal, []), new PersonForgotten(ForgetReason.EvidenceTermEnded)),
    };

    T One<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];
}
