using System.Text;
using Ledger.Access;
using Ledger.Intake;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>Events put into a served ledger directly, for tests of what comes out of it.</summary>
static class Published
{
    static readonly Actor Officer = new("officer-0", Role.Officer);

    /// <summary>Publishes lines in one batch; all must be taken.</summary>
    public static async Task<IReadOnlyList<Receipt>> Publish(this Served served, params string[] lines)
    {
        var outcome = await served.Ledger.Mediator.Send(new PublishEvents([.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))], Officer));
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value;
    }

    public static string Withdrawn(string id, string user, params string[] purposes) => Lines.Event(id, user, "ledger.consent.withdrawn.v1",
        $$"""{"purposes":[{{string.Join(',', purposes.Select(p => $"\"{p}\""))}}],"channel":"web"}""");

    public static string Shredded(string id, string user) => Lines.Event(id, user, "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}""");

    public static string Forgotten(string id, string user) => Lines.Event(id, user, "ledger.person.forgotten.v1", """{"reason":"ordered"}""");

    public static string InquiryReceived(string id, string number, string user) => Lines.Event(id, user, "ledger.inquiry.received.v1",
        $$"""{"inquiry":"{{number}}","from":"person","channel":"web","form":"electronic","cases":["information"],"admissible":true}""");

    public static string IncidentReported(string id, string number) => Lines.Event(id, null, "ledger.incident.reported.v1",
        $$"""{"incident":"{{number}}","detectedAt":"2025-06-02T11:00:00Z","detectedBy":"operator","knownToOperatorAt":"2025-06-02T11:00:00Z","kind":"leak","categories":["contact"],"rightsViolated":false}""");
}
