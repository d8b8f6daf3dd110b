using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Tests.Vocabulary;

namespace Ledger.Tests.Listening;

/// <summary>Who hears what.</summary>
public sealed class HearingTests
{
    [Test]
    public void It_is_decided_for_every_type_whether_services_hear_it() =>
        Assert.That(Hearing.OfServices.Keys, Is.EquivalentTo(EventCatalogue.All.Select(kind => kind.Name)));

    [Test]
    public void Services_hear_nothing_of_inquiries_incidents_viewers_and_findings()
    {
        StreamKind[] closed = [StreamKind.Inquiry, StreamKind.Incident, StreamKind.Act, StreamKind.Viewer];
        var heard = EventCatalogue.All.Where(kind => Hearing.Hears(Role.Publisher, kind.Name)).ToList();
        Assert.That(heard.Where(kind => closed.Contains(kind.Stream)), Is.Empty);
        Assert.That(heard.Where(kind => kind.Name.Contains("finding", StringComparison.Ordinal) || kind.Name.Contains("evidence", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("ledger.consent.withdrawn"), TestCase("ledger.processing.stop-demanded"), TestCase("ledger.messaging.opted-out"), TestCase("ledger.data.blocked")]
    [TestCase("ledger.data.rectified"), TestCase("ledger.data.destroyed"), TestCase("ledger.person.shredded"), TestCase("ledger.person.forgotten")]
    [TestCase("ledger.policy.published"), TestCase("ledger.recipient.registered"), TestCase("ledger.system.registered"), TestCase("ledger.hold.placed")]
    public void Services_hear_what_they_must_act_on(string name) => Assert.That(Hearing.Hears(Role.Publisher, name), Is.True);

    [TestCase(Role.Officer, true), TestCase(Role.Auditor, true), TestCase(Role.Administrator, true), TestCase(Role.Regulator, false)]
    public void The_other_roles_hear_all_or_nothing(Role role, bool hears)
    {
        foreach (var kind in EventCatalogue.All) Assert.That(Hearing.Hears(role, kind.Name), Is.EqualTo(hears), kind.Name);
        Assert.That(Hearing.Hears(role, "ledger.from.the-future"), Is.EqualTo(hears));
    }

    [Test]
    public void Services_hear_no_type_they_were_not_given() => Assert.That(Hearing.Hears(Role.Publisher, "ledger.from.the-future"), Is.False);

    [TestCase("ledger.consent.withdrawn.v1", "ledger.consent.withdrawn"), TestCase("ledger.consent.withdrawn", "ledger.consent.withdrawn")]
    [TestCase("consent.withdrawn.v1", "ledger.consent.withdrawn"), TestCase("consent.withdrawn", "ledger.consent.withdrawn")]
    [TestCase("consent.withdrawn.v7", null), TestCase("withdrawn", null), TestCase("", null)]
    public void A_type_is_named_with_or_without_prefix_and_version(string type, string? name) => Assert.That(Hearing.NameOf(type), Is.EqualTo(name));

    /// <summary>Wherever a sample names purposes, the filter finds exactly those; what it calls every purpose is a decision of the table.</summary>
    [Test]
    public void Purposes_are_found_where_the_types_put_them()
    {
        foreach (var (type, json) in Sample.Published)
        {
            var data = JsonNode.Parse(json)!.AsObject().Data();
            string[] named = data["purposes"] is JsonArray many ? [.. many.Select(purpose => purpose!.GetValue<string>())]
                : data["purpose"] is { } one ? [one.GetValue<string>()] : [];
            var reach = PurposeReach.Of(Data(json));
            if (data["dissemination"] is JsonValue || type == "ledger.person.shredded.v1") Assert.That(reach.Every, Is.True, type);
            else if (named.Length > 0) Assert.That(reach.Named, Is.EqualTo(named), type);
            else Assert.That(reach.Named, Is.Empty, type);
        }
    }

    [TestCase("ledger.consent.withdrawn.v1"), TestCase("ledger.processing.stop-demanded.v1")]
    public void A_restriction_that_names_no_purpose_concerns_every_one(string type)
    {
        var reach = PurposeReach.Of(Data(Sample.Changed(type, sample =>
        {
            sample.Data()["purposes"] = new JsonArray();
            sample.Data().Remove("dissemination");
        })));
        Assert.That(reach.Concerns(FrozenSet.Create("anything")), Is.True);
    }

    [TestCase("ledger.data.blocked.v1"), TestCase("ledger.messaging.opted-out.v1"), TestCase("ledger.person.shredded.v1"), TestCase("ledger.person.forgotten.v1")]
    [TestCase("ledger.data.rectified.v1"), TestCase("ledger.policy.published.v1")]
    public void What_holds_for_every_purpose_passes_every_filter(string type) =>
        Assert.That(PurposeReach.Of(Data(Sample.Published[type])).Concerns(FrozenSet.Create("anything")), Is.True);

    [Test]
    public void A_newer_version_cannot_be_read_so_it_is_not_hidden() =>
        Assert.That(PurposeReach.Of(new UnknownEvent("ledger.consent.withdrawn.v2")).Every, Is.True);

    [Test]
    public void An_event_of_a_newer_version_is_heard_under_its_name()
    {
        var line = """{"specversion":"1.0","id":"x","source":"/t","type":"ledger.consent.withdrawn.v2","subject":"s-1","time":"2026-01-01T00:00:00Z","recordedtime":"2026-01-01T00:00:00Z","stream":"s-1","sequence":0,"actor":"a","data":{}}""";
        var heard = HeardEvent.Of(new(0, "s-1", 0, default, Sample.Utf8(line)));
        var filter = EventFilter.Of(Role.Publisher, ["consent.withdrawn"], ["contact"]).Value;
        Assert.That((heard.Name, heard.Person, filter.Passes(heard)), Is.EqualTo(("ledger.consent.withdrawn", "s-1", true)));
    }

    [Test]
    public void Damaged_bytes_are_named_by_their_index() =>
        Assert.That(() => HeardEvent.Of(new(7, "s-1", 0, default, Sample.Utf8("{\"type\":"))), Throws.TypeOf<InvalidDataException>().With.Message.Contains("index 7"));

    /// <summary>What only the ledger writes is refused of a publisher, and names no purpose.</summary>
    static IEventData Data(string json) =>
        Sample.Read(json) is { Refusal: null } read ? read.Value.Data : new UnknownEvent(JsonNode.Parse(json)!["type"]!.GetValue<string>());
}
