using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Generate;

namespace Ledger.Host.Tests.Server;

/// <summary>A served ledger with the sample policy, a registered recipient, and a person who agreed to something.</summary>
static class Asking
{
    /// <summary>A purpose that rests on consent alone, and a category of it.</summary>
    public const string Purpose = "improvement", Category = "cookies", Recipient = "insurer", Question = $"purpose={Purpose}&category={Category}";

    public static async Task Prepare(Served served)
    {
        var officer = await served.Client(Role.Officer);
        (await Sent.Batch(officer, [
            Lines.Event("policy", null, "ledger.policy.published.v1", SamplePolicy.Published).Replace("2025-06-02", "2024-12-20", StringComparison.Ordinal),
            Lines.Event("recipient", null, "ledger.recipient.registered.v1", $$"""{"recipient":"{{Recipient}}","name":"Insurer","kind":"organisation","country":"RU"}"""),
        ])).Taken();
    }

    public static string Consented(string id, string user) => Lines.Event(id, user, "ledger.consent.given.v1",
        $$"""{"consent":"c-1","purposes":["{{Purpose}}"],"categories":["{{Category}}"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"web","language":"ru"}""");

    /// <summary>Moments after the consent, so that it is the newer one.</summary>
    public static string Withdrawn(string id, string user) => Lines.Event(id, user, "ledger.consent.withdrawn.v1", """{"purposes":[],"channel":"web"}""")
        .Replace("2025-06-02T12", "2025-06-02T13", StringComparison.Ordinal);

    public static Task<Sent> May(HttpClient client, string user, string query) => Sent.Get(client, $"/subjects/{Uri.EscapeDataString(user)}/permission?{query}");

    public static async Task<Sent> MayRecording(HttpClient client, string user, string query, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/subjects/{Uri.EscapeDataString(user)}/permission?{query}");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Sent.Of(await client.SendAsync(request));
    }

    public static (bool Allowed, string Reason) Said(this Sent sent) => Said(sent.Taken().Json);

    static (bool, string) Said(JsonElement answer) => (answer.GetProperty("allowed").GetBoolean(), answer.GetProperty("reason").GetString()!);
}
