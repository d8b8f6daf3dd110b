using Ledger.Client;
using Ledger.Persons;

namespace Ledger.Host.Tests.Client;

/// <summary>
/// A service in a process of its own, to be killed: enqueues as fast as it can and prints the id of what is durable. Arguments: server, key, outbox.
/// </summary>
static class Child
{
    public static async Task<int> Run(string[] arguments)
    {
        await using var service = await Service.Start(new Uri(arguments[0]), arguments[1], o => (o.OutboxPath, o.OutboxKey) = (arguments[2], Service.OutboxKey));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Enqueue(service.Ledger)));
        return 0;
    }

    static async Task Enqueue(ILedger ledger)
    {
        while (true)
        {
            var happened = new LedgerEvent(new SubjectRegistered(), TimeProvider.System.GetUtcNow(), "user1");
            await ledger.EnqueueAsync([happened]);
            lock (Console.Out) Console.Out.WriteLine(happened.Id);
        }
    }
}
