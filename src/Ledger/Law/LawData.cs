using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Law;

/// <summary>Reads the law's data files: strict, so that a misspelt property is an error and not a silent default.</summary>
internal static class LawData
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    public static T Read<T>(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize<T>(utf8Json, Strict) ?? throw new JsonException("The file holds null.");

    public static byte[] Embedded(string name)
    {
        using var stream = typeof(LawData).Assembly.GetManifestResourceStream($"Ledger.Law.{name}")
            ?? throw new InvalidOperationException($"The build carries no {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
