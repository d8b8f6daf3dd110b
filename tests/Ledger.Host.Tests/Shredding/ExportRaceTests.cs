using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Shredding;

/// <summary>An export under way when a key goes.</summary>
public sealed class ExportRaceTests
{
    static readonly Actor Officer = new("officer-9", Role.Officer);

    /// <summary>All values are written already, and nothing is recorded yet: only the record itself can still refuse it.</summary>
    [Test]
    public async Task A_value_whose_key_goes_before_the_export_is_recorded_is_not_handed_out([Values("u-1", null)] string? user)
    {
        await using var served = await Served.Start();
        await served.Record([Lines.OptedIn("o-1", "u-1", "a@example.org"), Lines.OptedIn("o-2", "u-2", "b@example.org")]);
        await using var output = new MeddledStream("manifest.json"u8.ToArray(), () => served.Publish(Published.Shredded("s-1", "u-1")));
        var refusal = (await served.Ledger.Mediator.Send(new ExportBundle(new(user, Opened: true), "7", output, Officer))).Refusal;
        Assert.That(output.Meddled, Is.True);
        Assert.That(refusal?.Code, Is.EqualTo(Refusals.Busy));
        Assert.That((await served.Recorded()).Select(one => (one.Data as RecordViewed)?.What), Is.EqualTo(user is null ? Array.Empty<string>() : [ExportBundle.OpenedBundle]), "that it was asked for, and no export");
        using var again = new MemoryStream();
        Assert.That((await served.Ledger.Mediator.Send(new ExportBundle(new(user, Opened: true), "7", again, Officer))).Refusal, Is.Null);
    }

    [Test]
    public async Task A_key_of_somebody_else_that_goes_meanwhile_does_not_matter()
    {
        await using var served = await Served.Start();
        await served.Record([Lines.OptedIn("o-1", "u-1", "a@example.org"), Lines.OptedIn("o-2", "u-2", "b@example.org")]);
        await using var output = new MeddledStream("manifest.json"u8.ToArray(), () => served.Publish(Published.Shredded("s-1", "u-2")));
        Assert.That((await served.Ledger.Mediator.Send(new ExportBundle(new("u-1", Opened: true), "7", output, Officer))).Refusal, Is.Null);
        Assert.That(output.Meddled, Is.True);
    }

    /// <summary>Does something the first time these bytes are written.</summary>
    sealed class MeddledStream(byte[] at, Func<Task> meddle) : MemoryStream
    {
        public bool Meddled { get; private set; }

        /// <summary>The other ways of writing end here.</summary>
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (!Meddled && buffer.AsSpan(offset, count).IndexOf(at) >= 0)
            {
                Meddled = true;
                Task.Run(meddle).GetAwaiter().GetResult();
            }
            base.Write(buffer, offset, count);
        }
    }
}
