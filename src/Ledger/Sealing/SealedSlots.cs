using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Ledger.Sealing;

/// <summary>One personal value of an event: where it stands, how it is sealed, and whose it is when it is not the subject's.</summary>
readonly record struct SealedSlot(string Pointer, PersonalValue Value, SealedAttribute Rule, PersonRef? Owner);

/// <summary>
/// Finds the personal values and the other persons in an event's data. What to look at is worked out once per type from its properties and
/// their <see cref="SealedAttribute"/>, so that no event type can forget to seal what it declares.
/// </summary>
static class SealedSlots
{
    static readonly ConcurrentDictionary<Type, Member[]> Plans = new();

    /// <summary>All personal values below the data, with their JSON Pointers (RFC 6901).</summary>
    public static void Collect(object data, List<SealedSlot> values, List<PersonRef> persons) => Walk(data, "/data", values, persons);

    /// <summary>Whether an event of the type can name a person beside its subject.</summary>
    public static bool MayName(Type type) => Concerns(type, [], type => type == typeof(PersonRef));

    /// <summary>Whether an event of the type can hold a contact of a person.</summary>
    public static bool MayHoldContact(Type type) => MayHoldContact(type, []);

    static bool MayHoldContact(Type type, HashSet<Type> seen) =>
        ItemOf(type) is { } item ? MayHoldContact(item, seen)
        : seen.Add(type) && Plans.GetOrAdd(type, Plan).Any(member => member.Rule?.IsContact == true || MayHoldContact(member.Type, seen));

    static void Walk(object node, string pointer, List<SealedSlot> values, List<PersonRef> persons)
    {
        foreach (var member in Plans.GetOrAdd(node.GetType(), Plan))
        {
            if (member.Get(node) is not { } value) continue;
            var at = $"{pointer}/{member.Name}";
            switch (value)
            {
                case PersonalValue personal: values.Add(new(at, personal, member.Rule!, (PersonRef?)member.Owner?.Invoke(node))); break;
                case PersonRef person: persons.Add(person); break;
                case IEnumerable list: WalkAll(list, at, values, persons); break;
                default: Walk(value, at, values, persons); break;
            }
        }
    }

    static void WalkAll(IEnumerable list, string pointer, List<SealedSlot> values, List<PersonRef> persons)
    {
        var place = 0;
        foreach (var item in list) Walk(item, $"{pointer}/{place++}", values, persons);
    }

    static Member[] Plan(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => Concerns(p.PropertyType)).Select(p => MemberOf(type, p))];

    static Member MemberOf(Type type, PropertyInfo property)
    {
        var rule = RuleOf(type, property);
        if (property.PropertyType == typeof(PersonalValue) && rule is null)
            throw new InvalidOperationException($"{type.Name}.{property.Name} holds a personal value but does not say how it is sealed.");
        var owner = rule?.Owner is { } name ? Getter(type, type.GetProperty(name)!) : null;
        return new(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType, Getter(type, property), rule, owner);
    }

    static SealedAttribute? RuleOf(Type type, PropertyInfo property) =>
        property.GetCustomAttribute<SealedAttribute>()
        ?? type.GetConstructors().SelectMany(c => c.GetParameters())
            .Where(p => p.Name == property.Name).Select(p => p.GetCustomAttribute<SealedAttribute>()).FirstOrDefault(a => a is not null);

    /// <summary>Whether a personal value or a person can lie below this type.</summary>
    static bool Concerns(Type type) => Concerns(type, [], type => type == typeof(PersonalValue) || type == typeof(PersonRef));

    static bool Concerns(Type type, HashSet<Type> seen, Predicate<Type> wanted)
    {
        if (wanted(type)) return true;
        if (ItemOf(type) is { } item) return Concerns(item, seen, wanted);
        return type.IsClass && type.Namespace?.StartsWith("Ledger", StringComparison.Ordinal) == true && seen.Add(type)
            && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(p => Concerns(p.PropertyType, seen, wanted));
    }

    static Type? ItemOf(Type type) =>
        type == typeof(string) ? null
        : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];

    static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var node = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(node, type), property), typeof(object)), node).Compile();
    }

    sealed record Member(string Name, Type Type, Func<object, object?> Get, SealedAttribute? Rule, Func<object, object?>? Owner);
}
