using Ledger.Client.Outbox;
using Ledger.Client.Sending;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Client;

/// <summary>The outbox's file, by itself.</summary>
static class OutboxCopies
{
    public static OutboxFile Open(string path, string key) =>
        OutboxFile.Open(path, new(Convert.FromBase64String(key), Randomness.System), new(1000, 1 << 20), waitSeconds: 1);

    public static Outgoing Event(string id) => Outgoing.Of(new(new SubjectRegistered(), TimeProvider.System.GetUtcNow(), "userA") { Id = id }, Service.Source);
}
