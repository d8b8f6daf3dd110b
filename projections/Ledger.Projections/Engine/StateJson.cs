using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledger.Projections;

/// <summary>States as rows hold them: JSON without what is empty. It is a cache of the fold, no format: a rebuild writes it anew.</summary>
static class StateJson
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
    };

    public static string Write<TState>(TState state) => JsonSerializer.Serialize(state, Options);

    public static TState Read<TState>(string json) =>
        JsonSerializer.Deserialize<TState>(json, Options) ?? throw new InvalidDataException("A stored state is empty.");

    static void LeaveOutDefaults(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired = false;   // what has its default value was not written
            if (property.Set is not null && property.AssociatedParameter is null && typeof(IList).IsAssignableFrom(property.PropertyType))
                property.ShouldSerialize = (_, value) => value is IList { Count: > 0 };
        }
    }
}
