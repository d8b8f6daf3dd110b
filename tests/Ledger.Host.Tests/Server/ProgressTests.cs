using Ledger.Host.Server.Listening;
using Ledger.Listening;

namespace Ledger.Host.Tests.Server;

/// <summary>How far one webhook is: what is saved never runs ahead of what was delivered.</summary>
public sealed class ProgressTests
{
    static readonly Attempt Delivered = new(200, null), Failed = new(500, null), Gone = new(410, null);

    [Test]
    public void A_position_is_saved_together_with_the_failures_before_it()
    {
        var progress = New();
        progress.Ended(10, Delivered, 1000, 0);
        progress.Ended(11, Failed, 2000, 0);
        progress.Pass(12);
        var changes = progress.Take();
        Assert.That(changes.Select(c => c.Row), Is.EqualTo(new object[]
        {
            new SubscriberProgressRow("wh-1", 13, false, 0, 1000, 2000, 500), new DeliveryRow("wh-1", 11, 1, 2000 + 5_000_000, 500, false),
        }));
        Assert.That(progress.Take(), Is.Empty, "nothing has changed since");
    }

    [Test]
    public void What_could_not_be_saved_is_saved_the_next_time_unless_it_changed_again()
    {
        var progress = New();
        progress.Ended(10, Failed, 1000, 0);
        progress.Ended(11, Failed, 1000, 0);
        var lost = progress.Take();
        progress.Ended(11, Delivered, 2000, 0);
        progress.Keep(lost);
        var changes = progress.Take().Skip(1).OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        Assert.That(changes.Select(c => c.Key), Is.EqualTo(new[] { DeliveryRow.KeyOf("wh-1", 10), DeliveryRow.KeyOf("wh-1", 11) }));
        Assert.That((changes[0].Row, changes[1].Row), Is.EqualTo(((object?)new DeliveryRow("wh-1", 10, 1, 1000 + 5_000_000, 500, false), (object?)null)));
    }

    [Test]
    public void A_receiver_that_is_gone_moves_nothing()
    {
        var progress = New();
        progress.Ended(10, Gone, 1000, 0);
        Assert.That((progress.Now.Row.Position, progress.Now.Row.Gone, progress.Now.Waiting), Is.EqualTo((10, true, 0)));
        progress.Resume();
        Assert.That(progress.Now.Row.Gone, Is.False);
    }

    [Test]
    public void After_failures_in_a_row_it_rests_until_one_is_delivered()
    {
        var progress = New();
        for (var index = 10; index < 10 + BackOff.FailuresMax; index++)
        {
            Assert.That(progress.Rest, Is.EqualTo(TimeSpan.Zero));
            progress.Ended(index, Failed, 1000, 0);
        }
        Assert.That(progress.Rest, Is.EqualTo(TimeSpan.FromSeconds(5)));
        progress.Ended(10, Delivered, 2000, 0);
        Assert.That(progress.Rest, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void So_many_failures_wait_and_no_more()
    {
        var progress = New(new() { WaitingMax = 2 });
        progress.Ended(10, Failed, 1000, 0);
        Assert.That(progress.IsFull, Is.False);
        progress.Ended(11, Failed, 1000, 0);
        Assert.That(progress.IsFull, Is.True);
        progress.Ended(11, Delivered, 2000, 0);
        Assert.That(progress.IsFull, Is.False);
    }

    [Test]
    public void After_the_last_wait_it_is_a_dead_letter_and_can_be_revived()
    {
        var progress = New(new() { Waits = [TimeSpan.FromSeconds(1)] });
        progress.Ended(10, Failed, 1000, 0);
        progress.Ended(10, new(null, null), 2000, 0);
        var dead = new DeliveryRow("wh-1", 10, 2, 2000, null, true);
        Assert.That(progress.Take().Last().Row, Is.EqualTo(dead));
        Assert.That((progress.Now.Row.DeadLetters, progress.Now.Waiting, progress.Due), Is.EqualTo((1, 0, (DeliveryRow?)null)));
        progress.Revive(dead, 3000);
        progress.Revive(dead, 3000);
        Assert.That((progress.Now.Row.DeadLetters, progress.Due), Is.EqualTo((0, new DeliveryRow("wh-1", 10, 0, 3000, null, false))));
    }

    static Progress New(ListeningSettings? settings = null) => new("wh-1", new("wh-1", 10, false, 0, null, null, null), [], settings ?? new());
}
