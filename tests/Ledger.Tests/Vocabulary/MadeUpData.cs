using System.Collections;
using System.Globalization;
using System.Reflection;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Tests.Vocabulary;

/// <summary>Random event data that is well formed: every record is filled by what its constructor declares.</summary>
sealed class MadeUpData(int seed)
{
    const string Letters = "abcXYZ019яЖß中\"\\<>&'+/ \t\n\u2028é😀";

    readonly Random _random = new(seed);

    public IEventData Of(Type type) => (IEventData)Record(type);

    /// <summary>Some text of at most so many characters.</summary>
    public string Text(int max)
    {
        var runes = Letters.EnumerateRunes().ToArray();
        var text = "t";
        for (var length = _random.Next(max); text.Length + 2 <= length;) text += runes[_random.Next(runes.Length)].ToString();
        return text.Trim('\t', '\n', ' ').Replace('\n', ' ').Replace('\t', ' ');
    }

    /// <summary>Whether two event data say the same, in all their parts.</summary>
    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (PersonalValue a, PersonalValue b) => a.Clear == b.Clear,
        (PersonRef a, PersonRef b) => a.Text == b.Text,
        (string a, string b) => a == b,
        (IList a, IList b) => a.Count == b.Count && Enumerable.Range(0, a.Count).All(at => Same(a[at], b[at])),
        ({ } a, { } b) when a.GetType() != b.GetType() => false,
        ({ } a, { } b) when a.GetType().IsValueType => a.Equals(b),
        ({ } a, { } b) => Constructor(a.GetType()).GetParameters().All(p => Same(Value(a, p), Value(b, p))),
        _ => false,
    };

    static object? Value(object record, ParameterInfo parameter) => record.GetType().GetProperty(parameter.Name!)!.GetValue(record);

    static ConstructorInfo Constructor(Type type) => type.GetConstructors().Single(c => c.GetParameters() is not [var only] || only.ParameterType != type);

    object Record(Type type) => Constructor(type).Invoke([.. Constructor(type).GetParameters().Select(p =>
        p.IsDefined(typeof(ByLedgerAttribute)) || (p.HasDefaultValue && _random.Next(3) == 0) ? p.DefaultValue : Value(p, p.ParameterType))]);

    object Value(ParameterInfo parameter, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string)) return Line(parameter, "id");
        if (type == typeof(bool)) return _random.Next(2) == 1;
        if (type == typeof(long)) return _random.NextInt64(1L << 53);
        if (type == typeof(DateTimeOffset)) return Sample.Now.AddTicks(_random.NextInt64(1_000_000_000) * TimeSpan.TicksPerMicrosecond);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 1, 1).AddDays(_random.Next(1000));
        if (type == typeof(PersonalValue)) return PersonalValue.Of(Line(parameter, "plain"));
        if (type == typeof(PersonRef)) return PersonRef.Of(Text(40));
        if (type.IsEnum) return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length))!;
        return type.IsGenericType ? List(parameter, type.GetGenericArguments()[0]) : Record(type);
    }

    Array List(ParameterInfo parameter, Type item)
    {
        var limits = parameter.GetCustomAttribute<ItemsAttribute>();
        var items = Array.CreateInstance(item, _random.Next(limits?.Min ?? 0, Math.Min(limits?.Max ?? 64, 4) + 1));
        for (var at = 0; at < items.Length; at++) items.SetValue(Value(parameter, item), at);
        return items;
    }

    string Line(ParameterInfo parameter, string otherwise) =>
        parameter.IsDefined(typeof(Sha256Attribute)) ? Convert.ToHexStringLower(Bytes(32))
        : parameter.IsDefined(typeof(CountryAttribute)) ? "RU"
        : parameter.GetCustomAttribute<TextAttribute>() is { } text ? Text(Math.Min(text.Max, 300))
        : otherwise == "id" ? string.Create(CultureInfo.InvariantCulture, $"я{_random.Next(1000)}._/#-x")
        : Text(200);

    byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
