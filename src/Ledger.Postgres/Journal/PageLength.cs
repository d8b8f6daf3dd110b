using Ledger.Journal;

namespace Ledger.Postgres;

/// <summary>How many entries the next page of one reader should have, so that it is of about a mebibyte: by what the entries of the last were like.</summary>
sealed class PageLength
{
    const int Bytes = 1 << 20, Least = 8, Most = 1024, First = 128;

    /// <summary>Entries of the next page.</summary>
    public int Next { get; private set; } = First;

    /// <summary>A page was read.</summary>
    public void Read(List<Entry> page)
    {
        if (page.Count == 0) return;
        var bytes = page.Sum(entry => (long)entry.Bytes.Length);
        Next = (int)Math.Clamp(Bytes * (long)page.Count / bytes, Least, Most);
    }
}
