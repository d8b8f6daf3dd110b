namespace Ledger.Postgres;

/// <summary>
/// The longest that this process knows the journal to have been. A head that moves back is that of another database: a standby was promoted that lacks what was
/// acknowledged, or a copy was brought back. Nothing may go on then as if that were the journal. Safe to use from many threads.
/// </summary>
sealed class SeenHead
{
    long _longest;
    volatile bool _lost;

    /// <summary>To be read before the head is: what was there then must be there afterwards.</summary>
    public long Longest => Volatile.Read(ref _longest);

    /// <summary>Whether entries that were known are missing.</summary>
    public bool IsLost => _lost;

    /// <summary>An entry that was known is not there.</summary>
    public void Lose() => _lost = true;

    /// <summary>The head was read, or moved; <paramref name="longest"/> was known before. False where entries are missing.</summary>
    public bool Saw(long head, long longest = 0)
    {
        if (head < longest) _lost = true;
        for (var known = Longest; known < head && Interlocked.CompareExchange(ref _longest, head, known) != known; known = Longest)
        {
        }
        return !_lost;
    }
}
