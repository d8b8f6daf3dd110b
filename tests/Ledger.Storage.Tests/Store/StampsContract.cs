using Ledger.Journal;
using Ledger.Stamps;

namespace Ledger.Storage.Tests;

/// <summary>What every list of timestamps must do.</summary>
abstract class StampsContract
{
    protected static readonly CancellationToken None = CancellationToken.None;

    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    ICheckpointStamps _kept = null!;

    /// <summary>A new list of checkpoints with its timestamps, or, asked again, the same opened again.</summary>
    protected abstract Task<ICheckpointStamps> Open(bool again);

    [SetUp]
    public async Task Open()
    {
        _kept = await Open(again: false);
        foreach (var size in new long[] { 3, 5, 8 }) await ((ICheckpoints)_kept).Add(Of(size), None);
    }

    [Test]
    public async Task A_timestamp_is_kept_beside_its_checkpoint_also_after_opening_again()
    {
        Assert.That(await _kept.NewestStamp(None), Is.Null);
        await _kept.AddStamp(Stamped(5, 1), None);
        await _kept.AddStamp(Stamped(3, 2), None);
        _kept = await Open(again: true);
        var newest = (await _kept.NewestStamp(None))!;
        Assert.That((newest.Checkpoint.Size, newest.Checkpoint.Note, newest.Time, newest.Token.ToArray()), Is.EqualTo((5L, Of(5).Note, Noon.AddHours(1), new byte[] { 1, 1 })));
        Assert.That((await _kept.Stamp(3, None))!.Token.ToArray(), Is.EqualTo(new byte[] { 2, 2 }));
        Assert.That(await _kept.Stamp(8, None), Is.Null);
    }

    [Test]
    public async Task A_size_keeps_its_first_timestamp()
    {
        await _kept.AddStamp(Stamped(5, 1), None);
        Assert.That((await _kept.AddStamp(Stamped(5, 2), None)).Token.ToArray(), Is.EqualTo(new byte[] { 1, 1 }));
        Assert.That((await _kept.Stamp(5, None))!.Time, Is.EqualTo(Noon.AddHours(1)));
    }

    [Test]
    public void What_was_not_signed_here_is_not_stamped_here()
    {
        Assert.That(async () => await _kept.AddStamp(Stamped(4, 1), None), Throws.InvalidOperationException);
        Assert.That(async () => await _kept.AddStamp(Stamped(5, 1) with { Checkpoint = Of(5) with { Note = "another" } }, None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Marks_are_listed_by_size_up_to_a_size()
    {
        foreach (var (size, hours) in new[] { (8L, 1), (3L, 9), (5L, 4) }) await _kept.AddStamp(Stamped(size, (byte)hours), None);
        Assert.That((await _kept.Stamps(7, None)).Select(mark => (mark.Size, mark.Time)), Is.EqualTo(new[] { (3L, Noon.AddHours(9)), (5L, Noon.AddHours(4)) }));
        Assert.That(await _kept.Stamps(2, None), Is.Empty);
    }

    protected static SignedCheckpoint Of(long size) => new(size, [.. Enumerable.Repeat((byte)size, 32)], $"note {size}\n\n— signed\n");

    protected static StampedCheckpoint Stamped(long size, byte hours) => new(Of(size), Noon.AddHours(hours), new byte[] { hours, hours });
}
