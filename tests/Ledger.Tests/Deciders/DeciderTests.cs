using System.Reflection;
using System.Text.Json;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Tests.Vocabulary;

namespace Ledger.Tests.Deciders;

/// <summary>What holds for every decider there is, found by reflection: a new one cannot be forgotten.</summary>
public sealed class DeciderTests
{
    static IEnumerable<TestCaseData> Deciders() =>
        from type in typeof(IDecider<,,>).Assembly.GetTypes()
        let contract = type.GetInterfaces().FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IDecider<,,>))
        where contract is not null
        select new TestCaseData(type, contract.GetGenericArguments()[2]).SetArgDisplayNames(type.Name);

    [TestCaseSource(nameof(Deciders))]
    public void It_folds_every_event_of_its_family(Type decider, Type family)
    {
        var evolve = decider.GetMethod("Evolve", BindingFlags.Public | BindingFlags.Static)!;
        var state = decider.GetProperty("Initial", BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
        var events = Events(family);
        Assert.That(events, Is.Not.Empty);
        foreach (var happened in events) Assert.That(() => state = evolve.Invoke(null, [state, happened]), Throws.Nothing, happened.GetType().Name);
    }

    [Test]
    public void Every_command_of_the_catalogue_has_a_decider()
    {
        foreach (var kind in EventCatalogue.All.Where(kind => kind.By == Publishing.Command))
        {
            Assert.That(() => CommandRules.Decide([], Event(kind), Given<Policies.PolicyBook, Policies.PolicyEvent>.Noon, "officer"), Throws.Nothing, kind.Name);
        }
    }

    [Test]
    public void Nothing_is_decided_on_a_stream_with_an_unknown_event()
    {
        var unknown = new RecordedEvent(0, "1", "/a", "ledger.x.y", null, default, default, "registers", 0, "crm", new UnknownEvent("ledger.x.y.v1"));
        var refusal = CommandRules.Decide([unknown], Event(EventCatalogue.Of(typeof(Registers.SystemRegistered))), default, "officer");
        Assert.That(refusal?.Code, Is.EqualTo(Refusals.StreamUnreadable));
    }

    [Test]
    public void To_ask_for_what_is_so_already_records_nothing()
    {
        var grant = Event(EventCatalogue.Of(typeof(Access.AccessGranted)));
        var granted = new RecordedEvent(0, "1", "/a", "ledger.access.granted", null, default, default, "registers", 0, "crm", grant);
        Assert.That(CommandRules.Decide([granted], grant, default, "officer")?.Code, Is.EqualTo(Refusals.NothingNew));
        Assert.That(CommandRules.Decide([], grant, default, "officer"), Is.Null);
    }

    static List<IEventData> Events(Type family) => [.. EventCatalogue.All.Where(kind => kind.Data.IsAssignableTo(family)).Select(Event)];

    static IEventData Event(EventKind kind)
    {
        using var document = JsonDocument.Parse(Sample.Published[kind.FullType]);
        var fault = default(CodecFault);
        return (IEventData)CodecShape.Of(kind.Data).Read(document.RootElement.GetProperty("data"), CodecSide.Published, ref fault)!;
    }
}
