using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>
/// A value that says something about a person: clear text as it is published, a sealed field once recorded. It never prints its text.
/// The recording pipeline seals every one of an event before the event exists; an unsealed one cannot be written.
/// </summary>
[JsonConverter(typeof(PersonalValueConverter))]
public sealed class PersonalValue
{
    PersonalValue(string? clear, SealedField? field) => (Clear, Sealed) = (clear, field);

    /// <summary>The text as published; null once sealed.</summary>
    public string? Clear { get; private set; }

    /// <summary>The sealed field; null before sealing.</summary>
    public SealedField? Sealed { get; private set; }

    /// <summary>A value still in the clear, to be sealed.</summary>
    public static PersonalValue Of(string clear) => new(clear, null);

    /// <summary>A recorded value.</summary>
    public static PersonalValue Of(SealedField field) => new(null, field);

    /// <summary>Replaces the clear text with its sealed field; the text is forgotten.</summary>
    public void SealAs(SealedField field) => (Clear, Sealed) = (null, field);

    /// <inheritdoc/>
    public override string ToString() => Sealed is null ? "[personal]" : "[sealed]";
}

/// <summary>A published string becomes a clear value; a recorded object becomes a sealed one; only sealed ones are written.</summary>
sealed class PersonalValueConverter : JsonConverter<PersonalValue>
{
    public override PersonalValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return PersonalValue.Of(reader.GetString()!);
        using var document = JsonDocument.ParseValue(ref reader);
        return PersonalValue.Of(SealedField.Parse(document.RootElement) ?? throw new JsonException());
    }

    public override void Write(Utf8JsonWriter writer, PersonalValue value, JsonSerializerOptions options) =>
        (value.Sealed ?? throw new InvalidOperationException("A personal value must be sealed before it is written.")).WriteTo(writer);
}

/// <summary>
/// A person other than the event's subject (a representative, a member of staff): the operator's own id as published, the person's token once recorded.
/// </summary>
[JsonConverter(typeof(PersonRefConverter))]
public sealed class PersonRef
{
    PersonRef(string text) => Text = text;

    /// <summary>The operator's id before recording, the token after.</summary>
    public string Text { get; private set; }

    /// <summary>A person by the operator's own id (published) or by token (recorded).</summary>
    public static PersonRef Of(string text) => new(text);

    /// <summary>Replaces the operator's id with the token; the id is forgotten.</summary>
    public void RecordAs(string token) => Text = token;

    /// <inheritdoc/>
    public override string ToString() => "[person]";
}

sealed class PersonRefConverter : JsonConverter<PersonRef>
{
    public override PersonRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PersonRef.Of(reader.GetString() ?? throw new JsonException());

    public override void Write(Utf8JsonWriter writer, PersonRef value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}

/// <summary>Says under which key a <see cref="PersonalValue"/> is sealed.</summary>
/// <param name="keyClass">Content, or evidence that must outlive it.</param>
/// <param name="category">The data category (kebab-case).</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SealedAttribute(KeyClass keyClass, string category) : Attribute
{
    /// <summary>How long the key must live.</summary>
    public KeyClass Class { get; } = keyClass;

    /// <summary>The data category whose key seals it.</summary>
    public string Category { get; } = category;

    /// <summary>Name of a sibling <see cref="PersonRef"/> property whose person owns the key; by default the event's subject does, or its stream.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether it is a contact of the person who owns the key, by which the vault lets them be found (<see cref="IKeyVault.NoteContact"/>).</summary>
    public bool IsContact { get; init; }
}

/// <summary>Marks a property that only the ledger writes (the person's sealed id, the terms of a duty): refused when a publisher sends it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ByLedgerAttribute : Attribute;
