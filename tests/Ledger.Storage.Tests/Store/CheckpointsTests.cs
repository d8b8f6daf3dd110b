using Ledger.Journal;
using Ledger.Sqlite;

namespace Ledger.Storage.Tests;

/// <summary>What every list of signed checkpoints must do.</summary>
abstract class CheckpointsContract
{
    static readonly CancellationToken None = CancellationToken.None;

    ICheckpoints _checkpoints = null!;

    /// <summary>A new list, or, asked again, the same opened again.</summary>
    protected abstract Task<ICheckpoints> Open(bool again);

    [SetUp]
    public async Task Open() => _checkpoints = await Open(again: false);

    [Test]
    public async Task The_newest_is_the_one_of_the_largest_size_also_after_opening_again()
    {
        Assert.That(await _checkpoints.Newest(None), Is.Null);
        foreach (var size in new long[] { 1, 300, 7 }) await _checkpoints.Add(Of(size, 1), None);
        _checkpoints = await Open(again: true);
        Assert.That((await _checkpoints.Newest(None))!.Note, Is.EqualTo("note 300 1\n\n— signed\n"));
    }

    [Test]
    public async Task A_size_keeps_its_first_note()
    {
        await _checkpoints.Add(Of(5, 1), None);
        var again = await _checkpoints.Add(Of(5, 1) with { Note = "signed once more" }, None);
        Assert.That(again.Note, Is.EqualTo(Of(5, 1).Note));
        Assert.That((await _checkpoints.Newest(None))!.Note, Is.EqualTo(Of(5, 1).Note));
    }

    [Test]
    public async Task A_size_never_gets_another_root()
    {
        await _checkpoints.Add(Of(5, 1), None);
        Assert.That(async () => await _checkpoints.Add(Of(5, 2), None), Throws.InvalidOperationException);
        Assert.That((await _checkpoints.Newest(None))!.Root, Is.EqualTo(Of(5, 1).Root));
        await _checkpoints.Add(Of(6, 2), None);
        Assert.That((await _checkpoints.Newest(None))!.Size, Is.EqualTo(6));
    }

    [Test]
    public async Task All_are_listed_by_size_from_a_size_on()
    {
        for (var size = 600L; size > 0; size--) await _checkpoints.Add(Of(size, 1), None);
        var sizes = new List<long>();
        await foreach (var checkpoint in _checkpoints.All(50, None)) sizes.Add(checkpoint.Size);
        Assert.That(sizes, Is.EqualTo(Enumerable.Range(50, 551)));
    }

    static SignedCheckpoint Of(long size, byte root) => new(size, [.. Enumerable.Repeat(root, 32)], $"note {size} {root}\n\n— signed\n");
}

[TestFixture]
sealed class SqliteCheckpointsTests : CheckpointsContract
{
    TempFolder _folder = null!;
    SqliteCheckpoints? _open;

    protected override async Task<ICheckpoints> Open(bool again)
    {
        if (again) await _open!.DisposeAsync();
        else _folder = new();
        return _open = SqliteCheckpoints.Open(_folder.File("checkpoints.db"));
    }

    [TearDown]
    public async Task Close()
    {
        await _open!.DisposeAsync();
        _folder.Dispose();
    }
}
