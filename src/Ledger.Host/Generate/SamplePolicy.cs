using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Host.Generate;

/// <summary>The sample policy edition of deploy/policies, which the executable carries with it.</summary>
static class SamplePolicy
{
    const string Resource = "policies/x-keeper-2025.json";

    static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Its `policy.published` data, compact.</summary>
    public static string Published { get; } = Read();

    static string Read()
    {
        using var stream = typeof(SamplePolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The executable was built without {Resource}.");
        using var policy = JsonDocument.Parse(stream);
        return JsonSerializer.Serialize(policy.RootElement.GetProperty("data"), Compact);
    }
}
