using System.Collections.Frozen;
using System.Text.Json;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>Whose JSON is decoded: a publisher's, with personal values in the clear, or the journal's, where they are sealed.</summary>
enum CodecSide
{
    Published,
    Recorded,
}

/// <summary>
/// Reads one JSON value into one CLR value; null and a fault where it is not one. Forms and limits bind publishers only: a rule that was tightened
/// later must not make a recorded event unreadable.
/// </summary>
abstract class ValueReader
{
    public abstract object? Read(JsonElement element, CodecSide side, ref CodecFault fault);

    protected static bool TryText(JsonElement element, ref CodecFault fault, out string text, CodecSide side = CodecSide.Published)
    {
        text = "";
        if (element.ValueKind != JsonValueKind.String)
        {
            fault.At(CodecRefusals.WrongType, "A string is expected here.");
            return false;
        }
        if ((side == CodecSide.Recorded ? JsonText.Shared(element) : JsonText.Of(element)) is { } read)
        {
            text = read;
            return true;
        }
        fault.At(CodecRefusals.BadValue, "The string holds half of a surrogate pair.");
        return false;
    }
}

/// <summary>A string of one form.</summary>
sealed class TextValueReader(TextRule rule) : ValueReader
{
    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault) =>
        !TryText(element, ref fault, out var text, side) ? null
        : side == CodecSide.Recorded || rule.Allows(text) ? text
        : fault.At(CodecRefusals.BadValue, rule.Sentence);
}

/// <summary>A form of a string, and the sentence that explains it.</summary>
sealed record TextRule(Func<string, bool> Allows, string Sentence)
{
    public static readonly TextRule Id = new(text => TextForm.IsId(text),
        "An identifier is expected: a letter or digit, then up to 63 letters, digits and . _ / # -");

    public static readonly TextRule Sha256 = new(text => TextForm.IsSha256(text), "64 lower-case hexadecimal digits are expected here.");

    public static readonly TextRule Country = new(text => TextForm.IsCountry(text), "A country is two upper-case letters (ISO 3166-1).");

    public static TextRule Plain(int max) => new(text => TextForm.IsPlain(text, max),
        $"Text of 1 to {max} characters is expected, without control characters.");
}

sealed class BooleanReader : ValueReader
{
    static readonly object True = true, False = false;

    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault) => element.ValueKind switch
    {
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        _ => fault.At(CodecRefusals.WrongType, "true or false is expected here."),
    };
}

/// <summary>A count: an integer from 0 to 2^53 - 1.</summary>
sealed class IntegerReader : ValueReader
{
    const long Max = (1L << 53) - 1;

    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault)
    {
        if (element.ValueKind != JsonValueKind.Number) return fault.At(CodecRefusals.WrongType, "A number is expected here.");
        if (!element.TryGetInt64(out var value) || value is > Max or < -Max)
        {
            return fault.At(CodecRefusals.NumberNotInteger, "An integer within 2^53 is expected, written without fraction or exponent.");
        }
        return value >= 0 || side == CodecSide.Recorded ? value : fault.At(CodecRefusals.BadValue, "The number must not be negative.");
    }
}

sealed class InstantReader : ValueReader
{
    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault) =>
        !TryText(element, ref fault, out var text) ? null
        : Instant.TryParse(text, out var value) ? value
        : fault.At(CodecRefusals.BadValue, "A moment is expected (RFC 3339, with Z or an offset).");
}

sealed class DateReader : ValueReader
{
    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault) =>
        !TryText(element, ref fault, out var text) ? null
        : Instant.TryParseDate(text, out var value) ? value
        : fault.At(CodecRefusals.BadValue, "A date is expected (yyyy-MM-dd).");
}

/// <summary>One of an enumeration's kebab-case names.</summary>
sealed class NameReader(Type type) : ValueReader
{
    readonly FrozenDictionary<string, object> _values = Enum.GetValues(type).Cast<object>()
        .ToFrozenDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!), StringComparer.Ordinal);

    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault) =>
        !TryText(element, ref fault, out var text, side) ? null
        : _values.TryGetValue(text, out var value) ? value
        : fault.At(CodecRefusals.BadValue, $"One of these is expected: {string.Join(", ", _values.Keys.Order(StringComparer.Ordinal))}.");
}

/// <summary>A personal value: a string as published, a sealed field as recorded.</summary>
sealed class PersonalReader(TextRule rule) : ValueReader
{
    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault)
    {
        if (side == CodecSide.Published)
        {
            if (!TryText(element, ref fault, out var text)) return null;
            return rule.Allows(text) ? PersonalValue.Of(text) : fault.At(CodecRefusals.BadValue, rule.Sentence);
        }
        return SealedField.Parse(element) is { } field ? PersonalValue.Of(field) : fault.At(CodecRefusals.WrongType, "A sealed field is expected here.");
    }
}

/// <summary>Another person: the operator's id as published, a token as recorded.</summary>
sealed class PersonReader : ValueReader
{
    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault) =>
        !TryText(element, ref fault, out var text) ? null
        : side == CodecSide.Recorded || TextForm.IsPlain(text, PublishedCodec.SubjectMax) ? PersonRef.Of(text)
        : fault.At(CodecRefusals.BadValue, $"A person's id has 1 to {PublishedCodec.SubjectMax} characters.");
}

/// <summary>A list, of which every item is read by the same reader.</summary>
sealed class ListReader<T>(ValueReader item, int min, int max) : ValueReader
{
    public override object? Read(JsonElement element, CodecSide side, ref CodecFault fault)
    {
        if (element.ValueKind != JsonValueKind.Array) return fault.At(CodecRefusals.WrongType, "An array is expected here.");
        var length = element.GetArrayLength();
        if (side == CodecSide.Published && (length < min || length > max)) return fault.At(CodecRefusals.BadValue, $"From {min} to {max} items are expected here.");
        if (length == 0) return Array.Empty<T>();
        var items = new T[length];
        var at = 0;
        foreach (var value in element.EnumerateArray())
        {
            if (item.Read(value, side, ref fault) is not { } read) return fault.Under(at);
            items[at++] = (T)read;
        }
        return items;
    }
}
