using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>One property of an event's data, as its record's constructor declares it.</summary>
/// <param name="Parameter">The constructor's parameter: its attributes are the property's rules.</param>
/// <param name="Name">Name in JSON.</param>
/// <param name="Reader">Reads its value.</param>
sealed record CodecField(ParameterInfo Parameter, string Name, ValueReader Reader)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    public bool Required { get; } = !Parameter.HasDefaultValue;

    public object? Default { get; } = Parameter.HasDefaultValue ? Parameter.DefaultValue : null;

    public bool ByLedger { get; } = Parameter.IsDefined(typeof(ByLedgerAttribute));
}

/// <summary>
/// What a record's JSON looks like, worked out once from its constructor. It decodes in one pass, refuses what does not fit, and knows the exact place.
/// </summary>
sealed class CodecShape : ValueReader
{
    const int FieldsMax = 64;

    /// <summary>The longest personal value, in UTF-16 characters, and the longest list, where no attribute says otherwise.</summary>
    public const int PersonalMax = 4000, ListMax = 64;

    static readonly ConcurrentDictionary<Type, CodecShape> Shapes = new();

    readonly ConstructorInvoker _make;

    CodecShape(Type type)
    {
        var constructor = type.GetConstructors().Single(candidate => candidate.GetParameters() is not [var only] || only.ParameterType != type);
        _make = ConstructorInvoker.Create(constructor);
        Fields = [.. constructor.GetParameters().Select(FieldOf)];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Fields.Count, FieldsMax, type.Name);
    }

    /// <summary>The properties, in the order they are written.</summary>
    public IReadOnlyList<CodecField> Fields { get; }

    /// <summary>The shape of a record type.</summary>
    public static CodecShape Of(Type type) => Shapes.GetOrAdd(type, static key => new(key));

    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault)
    {
        if (element.ValueKind != JsonValueKind.Object) return fault.At(CodecRefusals.WrongType, "An object is expected here.");
        var values = new object?[Fields.Count];
        var seen = 0UL;
        var next = 0;
        foreach (var property in element.EnumerateObject())
        {
            var at = Find(property, next);
            if (at < 0) return fault.AtProperty(CodecFault.Shown(property), CodecRefusals.UnknownProperty, "The type has no such property.");
            var field = Fields[at];
            if ((seen & 1UL << at) != 0) return fault.AtProperty(field.Name, CodecRefusals.DuplicateProperty, "The property is there twice.");
            if (field.ByLedger && side == CodecSide.Published)
            {
                return fault.AtProperty(field.Name, CodecRefusals.OnlyLedger, "Only the ledger writes this property.");
            }
            values[at] = field.Reader.Read(property.Value, side, ref fault);
            if (!fault.None) return fault.Under(field.Name);
            seen |= 1UL << at;
            next = at + 1;
        }
        return Complete(values, seen, ref fault) ? _make.Invoke(values.AsSpan()) : null;
    }

    bool Complete(object?[] values, ulong seen, ref CodecFault fault)
    {
        for (var at = 0; at < values.Length; at++)
        {
            if ((seen & 1UL << at) != 0) continue;
            if (Fields[at].Required)
            {
                fault.AtProperty(Fields[at].Name, CodecRefusals.MissingProperty, "The property is required.");
                return false;
            }
            values[at] = Fields[at].Default;
        }
        return true;
    }

    /// <summary>Which field a property is, or -1. Publishers tend to keep one order, so the search begins behind the last one found.</summary>
    int Find(in JsonProperty property, int next)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        ReadOnlySpan<byte> name = raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.NameOf(property) ?? "") : raw;
        for (var step = 0; step < Fields.Count; step++)
        {
            var at = (next + step) % Fields.Count;
            if (name.SequenceEqual(Fields[at].Utf8Name)) return at;
        }
        return -1;
    }

    static CodecField FieldOf(ParameterInfo parameter) =>
        new(parameter, JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!), ReaderOf(parameter, parameter.ParameterType));

    static ValueReader ReaderOf(ParameterInfo parameter, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string)) return new TextValueReader(RuleOf(parameter) ?? TextRule.Id);
        if (type == typeof(bool)) return new BooleanReader();
        if (type == typeof(long)) return new IntegerReader();
        if (type == typeof(DateTimeOffset)) return new InstantReader();
        if (type == typeof(DateOnly)) return new DateReader();
        if (type == typeof(PersonalValue)) return new PersonalReader(RuleOf(parameter) ?? TextRule.Plain(PersonalMax));
        if (type == typeof(PersonRef)) return new PersonReader();
        if (type.IsEnum) return new NameReader(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return ListOf(parameter, type.GetGenericArguments()[0]);
        if (type.IsClass && type.Assembly == typeof(CodecShape).Assembly) return Of(type);
        throw new NotSupportedException($"{parameter.Member.DeclaringType!.Name}.{parameter.Name} has a type events cannot hold.");
    }

    static ValueReader ListOf(ParameterInfo parameter, Type item)
    {
        var limits = parameter.GetCustomAttribute<ItemsAttribute>();
        return (ValueReader)Activator.CreateInstance(
            typeof(ListReader<>).MakeGenericType(item), ReaderOf(parameter, item), limits?.Min ?? 0, limits?.Max ?? ListMax)!;
    }

    static TextRule? RuleOf(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(Sha256Attribute)) ? TextRule.Sha256
        : parameter.IsDefined(typeof(CountryAttribute)) ? TextRule.Country
        : parameter.GetCustomAttribute<TextAttribute>() is { } text ? TextRule.Plain(text.Max)
        : null;
}
