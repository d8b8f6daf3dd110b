using System.Text.Json.Nodes;
using Ledger.Journal;
using Ledger.Messaging;

namespace Ledger.Tests.Vocabulary;

/// <summary>Upcasting with steps of an imagined past: opted-out once had one kind (1), then a list of kinds (2), then where it was said (3).</summary>
public sealed class UpcastingTests
{
    const string Name = "ledger.messaging.opted-out";

    static readonly UpcastStep FirstToSecond = new(Name, 1, old =>
    {
        old["kinds"] = new JsonArray(JsonValue.Create(old["kind"]!.GetValue<string>()));
        old.Remove("kind");
        return old;
    });

    static readonly UpcastStep SecondToThird = new(Name, 2, old =>
    {
        old["via"] = "settings";
        return old;
    });

    static readonly Upcasting Steps = new([SecondToThird, FirstToSecond]);

    static readonly EventKind Third = new(Name, 3, typeof(MessagingOptedOut), StreamKind.Person, SubjectRule.Required, Publishing.Fact);

    [TestCase(1, """{"kind":"news","channels":["sms"]}""")]
    [TestCase(2, """{"kinds":["news"],"channels":["sms"]}""")]
    [TestCase(3, """{"kinds":["news"],"channels":["sms"],"via":"settings"}""")]
    public void Every_old_schema_is_lifted_step_by_step(int schema, string data)
    {
        var read = Read($"{Name}.v{schema}", data, Steps);
        var lifted = (MessagingOptedOut)read.Data;
        Assert.That((lifted.Kinds.Single(), lifted.Channels.Single(), lifted.Via, read.Type), Is.EqualTo(("news", "sms", OptOutVia.Settings, Name)));
    }

    [TestCase($"{Name}.v4"), TestCase($"{Name}.v0"), TestCase($"{Name}.v-1"), TestCase($"{Name}.vx"), TestCase(Name), TestCase("ledger.weather.changed.v1"), TestCase(".v1")]
    public void A_type_or_schema_of_another_version_is_kept_as_unknown(string type) =>
        Assert.That(Read(type, """{"kinds":[],"channels":[],"via":"settings"}""", Steps).Data, Is.EqualTo(new UnknownEvent(type)));

    [Test]
    public void A_missing_step_makes_the_event_unknown() =>
        Assert.That(Read($"{Name}.v1", """{"kind":"news","channels":[]}""", new([SecondToThird])).Data, Is.EqualTo(new UnknownEvent($"{Name}.v1")));

    [Test]
    public void The_table_holds_every_step_up_to_the_newest_schema()
    {
        foreach (var kind in EventCatalogue.All.Where(kind => kind.Schema > 1))
        {
            var file = Path.Combine(Sample.Folder, $"{kind.Name}.1.json");
            Assert.That(RecordedCodec.Read(new(0, "", 0, default, File.ReadAllBytes(file))).Data, Is.Not.TypeOf<UnknownEvent>(), kind.Name);
        }
        Assert.That(EventCatalogue.All, Is.Not.Empty);
    }

    [TestCase("{}"), TestCase("[]"), TestCase("nonsense"), TestCase("""{"id":"1","type":"x"}""")]
    public void Bytes_that_are_no_event_name_the_index(string json) =>
        Assert.That(() => RecordedCodec.Read(new(42, "s", 0, default, Sample.Utf8(json))), Throws.TypeOf<InvalidDataException>().With.Message.Contains("index 42"));

    [Test]
    public void Data_that_does_not_fit_its_type_names_index_and_place() =>
        Assert.That(() => Read($"{Name}.v3", """{"kinds":[1],"channels":[],"via":"settings"}""", Steps),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("index 5").And.Message.Contains("$.data.kinds[0]"));

    [Test]
    public void A_rule_that_was_tightened_later_does_not_make_what_is_recorded_unreadable() =>
        Assert.That(((MessagingOptedOut)Read($"{Name}.v3", """{"kinds":["no id any more"],"channels":[],"via":"settings"}""", Steps).Data).Kinds, Has.Count.EqualTo(1));

    static RecordedEvent Read(string type, string data, Upcasting steps)
    {
        var line = $$"""{"specversion":"1.0","id":"1","source":"/a","type":"{{type}}","time":"2026-03-01T09:00:00Z","recordedtime":"2026-03-01T09:00:00Z","stream":"s-1","sequence":0,"actor":"crm","data":{{data}}}""";
        return RecordedCodec.Read(new(5, "s-1", 0, default, Sample.Utf8(line)), name => name == Name ? Third : null, steps);
    }
}
