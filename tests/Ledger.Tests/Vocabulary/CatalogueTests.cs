using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Tests.Vocabulary;

public sealed partial class CatalogueTests
{
    [Test]
    public void Every_event_type_is_one_line_of_the_catalogue()
    {
        var declared = typeof(IEventData).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IEventData)) && type != typeof(UnknownEvent));
        Assert.That(EventCatalogue.All.Select(kind => kind.Data), Is.EquivalentTo(declared));
    }

    [Test]
    public void Types_are_found_by_full_name_by_name_and_by_data()
    {
        foreach (var kind in EventCatalogue.All)
        {
            Assert.That((EventCatalogue.Find(kind.FullType), EventCatalogue.Newest(kind.Name), EventCatalogue.Of(kind.Data)), Is.EqualTo((kind, kind, kind)));
        }
        Assert.That(EventCatalogue.Find("ledger.consent.given"), Is.Null);
        Assert.That(EventCatalogue.Newest("ledger.consent.given.v1"), Is.Null);
    }

    [Test]
    public void Names_have_one_form() => Assert.That(EventCatalogue.All.Select(kind => kind.FullType), Has.All.Match(Name()));

    [Test]
    public void Streams_and_data_agree()
    {
        foreach (var kind in EventCatalogue.All)
        {
            Assert.That(kind.Data.IsAssignableTo(typeof(IOfInquiry)), Is.EqualTo(kind.Stream == StreamKind.Inquiry), kind.Name);
            Assert.That(kind.Data.IsAssignableTo(typeof(IOfIncident)), Is.EqualTo(kind.Stream == StreamKind.Incident), kind.Name);
            Assert.That(kind.Data.IsAssignableTo(typeof(IOfAct)), Is.EqualTo(kind.Stream == StreamKind.Act), kind.Name);
            if (kind.Stream == StreamKind.Registers) Assert.That(kind.Subject, Is.EqualTo(SubjectRule.None), kind.Name);
        }
    }

    /// <summary>Free text could hold anything about anybody: where a stream concerns a person it is sealed (DESIGN section 5).</summary>
    [Test]
    public void Plain_text_stands_in_the_operators_own_streams_only()
    {
        var open = EventCatalogue.All.Where(kind => kind.Stream != StreamKind.Registers)
            .SelectMany(kind => Parameters(kind.Data))
            .Where(parameter => parameter.IsDefined(typeof(TextAttribute)) && !parameter.IsDefined(typeof(SealedAttribute)) && !parameter.IsDefined(typeof(ByLedgerAttribute)));
        Assert.That(open.Select(parameter => $"{parameter.Member.DeclaringType!.Name}.{parameter.Name}"), Is.Empty);
    }

    [Test]
    public void Every_personal_value_says_under_which_key_it_is_sealed()
    {
        var values = EventCatalogue.All.SelectMany(kind => Parameters(kind.Data)).Where(parameter => parameter.ParameterType == typeof(PersonalValue)).ToList();
        Assert.That(values, Is.Not.Empty);
        Assert.That(values.Where(parameter => !parameter.IsDefined(typeof(SealedAttribute))), Is.Empty);
        Assert.That(values.Select(parameter => parameter.GetCustomAttribute<SealedAttribute>()!.Category), Has.All.Match("^[a-z]+(-[a-z]+)*$"));
    }

    [Test]
    public void An_owner_of_a_key_is_a_sibling_that_names_a_person()
    {
        var owned = EventCatalogue.All.SelectMany(kind => Parameters(kind.Data))
            .Where(parameter => parameter.GetCustomAttribute<SealedAttribute>()?.Owner is not null).ToList();
        Assert.That(owned, Is.Not.Empty);
        Assert.That(owned.Select(parameter => parameter.Member.DeclaringType!.GetProperty(parameter.GetCustomAttribute<SealedAttribute>()!.Owner!)?.PropertyType),
            Has.All.EqualTo(typeof(PersonRef)));
    }

    /// <summary>So that the golden files and the decoder's tests meet every property there is.</summary>
    [Test]
    public void The_samples_hold_every_type_and_every_property()
    {
        Assert.That(Sample.Published.Keys, Is.EquivalentTo(EventCatalogue.All.Select(kind => kind.FullType)));
        foreach (var kind in EventCatalogue.All) Whole(CodecShape.Of(kind.Data), kind.Data, JsonNode.Parse(Sample.Published[kind.FullType])!["data"]!, kind.FullType);
    }

    static void Whole(CodecShape shape, Type type, JsonNode node, string place)
    {
        var expected = shape.Fields.Where(field => !field.ByLedger).ToList();
        Assert.That(node.AsObject().Select(property => property.Key), Is.EqualTo(expected.Select(field => field.Name)), place);
        foreach (var field in expected)
        {
            var item = node[field.Name] is JsonArray { Count: > 0 } array ? array[0] : node[field.Name];
            if (item is JsonObject child) Whole(CodecShape.Of(ItemOf(field.Parameter.ParameterType)), type, child, $"{place}.{field.Name}");
        }
    }

    static IEnumerable<ParameterInfo> Parameters(Type type)
    {
        foreach (var field in CodecShape.Of(type).Fields)
        {
            yield return field.Parameter;
            var item = ItemOf(field.Parameter.ParameterType);
            if (!item.IsEnum && item.Assembly == type.Assembly && item != typeof(PersonalValue) && item != typeof(PersonRef))
            {
                foreach (var parameter in Parameters(item)) yield return parameter;
            }
        }
    }

    static Type ItemOf(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : type;

    [GeneratedRegex(@"^ledger\.[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$")]
    private static partial Regex Name();
}
