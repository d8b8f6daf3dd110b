using System.Globalization;

namespace Ledger.Host.Tests;

/// <summary>Short published events, as services send them.</summary>
static class Lines
{
    public const string Source = "https://crm.example";

    public static string Registered(string id, string user) => Event(id, user, "ledger.subject.registered.v1", """{"service":"x-keeper-panel"}""");

    public static string Collected(string id, string user) => Event(id, user, "ledger.data.collected.v1",
        """{"origin":"provided","service":"x-keeper-panel","purposes":["contact"],"categories":["contact"],"system":"crm"}""");

    public static string OptedIn(string id, string user, string contact) => Event(id, user, "ledger.messaging.opted-in.v1",
        $$"""{"kind":"news","channels":["email"],"contact":"{{contact}}"}""");

    public static string OptedOut(string id, string user) => Event(id, user, "ledger.messaging.opted-out.v1",
        """{"kinds":[],"channels":["email"],"via":"settings"}""");

    public static string Consented(string id, string user) => Event(id, user, "ledger.consent.given.v1",
        """{"consent":"c-1","purposes":["contact"],"categories":["contact"],"edition":"2025-1","form":"checkbox","separateDocument":true,"channel":"web","language":"ru","evidence":{"ip":"203.0.113.7"}}""");

    /// <summary>So many events about ever new people, each under 400 bytes.</summary>
    public static IEnumerable<string> Many(string prefix, int count) =>
        Enumerable.Range(0, count).Select(n => Number(n) is var number && n % 3 == 2
            ? OptedIn($"{prefix}-{number}", $"user{prefix}{Number(n / 3)}", $"{number}@example.com")
            : Collected($"{prefix}-{number}", $"user{prefix}{Number(n / 3)}"));

    public static string Event(string id, string? user, string type, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"{{Source}}","type":"{{type}}",{{(user is null ? "" : $"\"subject\":\"{user}\",")}}"time":"2025-06-02T12:00:00Z","data":{{data}}}""";

    static string Number(int number) => number.ToString("D5", CultureInfo.InvariantCulture);
}
