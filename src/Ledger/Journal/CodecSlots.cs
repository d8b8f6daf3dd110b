using System.Collections;
using System.Globalization;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>A personal value of an event, the place where it stands, and what is needed to name the key that seals it.</summary>
/// <param name="Value">The value, in the clear or sealed.</param>
/// <param name="Place">Its place: JSON Pointer (RFC 6901) in the recorded event, for example <c>/data/evidence/ip</c>.</param>
/// <param name="Class">How long the key must live.</param>
/// <param name="Category">The data category whose key seals it.</param>
/// <param name="Owner">The person who owns the key; null where the event's subject does, or its stream.</param>
public sealed record SealedSlot(PersonalValue Value, string Place, KeyClass Class, string Category, PersonRef? Owner);

/// <summary>Finds in an event what concerns persons: the values to seal, and the other persons it names.</summary>
public static class EventSlots
{
    /// <summary>Every personal value that is there, in the order it is written. Throws for one whose place does not say under which key it is sealed.</summary>
    public static IReadOnlyList<SealedSlot> Sealed(IEventData data)
    {
        var slots = new List<SealedSlot>();
        Walk(data, "/data", (record, field, value, pointer) =>
        {
            if (value is not PersonalValue personal) return;
            var rule = field.Sealed ?? throw new InvalidOperationException($"{record.GetType().Name}.{field.Name} does not say under which key it is sealed.");
            var owner = rule.Owner is null ? null : (PersonRef?)record.GetType().GetProperty(rule.Owner)!.GetValue(record);
            slots.Add(new(personal, pointer, rule.Class, rule.Category, owner));
        });
        return slots;
    }

    /// <summary>Every other person the event names, in the order it is written.</summary>
    public static IReadOnlyList<PersonRef> Persons(IEventData data)
    {
        var persons = new List<PersonRef>();
        Walk(data, "/data", (_, _, value, _) =>
        {
            if (value is PersonRef person) persons.Add(person);
        });
        return persons;
    }

    static void Walk(object record, string pointer, Action<object, CodecField, object, string> visit)
    {
        var shape = CodecShape.Of(record.GetType());
        if (!shape.ConcernsPersons) return;
        foreach (var field in shape.Fields)
        {
            if (field.Reader.ConcernsPersons && field.ValueOf(record) is { } value) Visit(record, field, value, $"{pointer}/{field.Name}", visit);
        }
    }

    static void Visit(object record, CodecField field, object value, string pointer, Action<object, CodecField, object, string> visit)
    {
        if (value is PersonalValue or PersonRef) visit(record, field, value, pointer);
        else if (value is IEnumerable items)
        {
            var at = 0;
            foreach (var item in items) Visit(record, field, item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{at++}"), visit);
        }
        else Walk(value, pointer, visit);
    }
}
