using System.Runtime.CompilerServices;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Exports;

/// <summary>What a scope can hold, read off the journal in ascending index: no more of it than the scope needs, as far as that is known.</summary>
sealed class ExportedEvents(IJournal journal, IDisclosureIndex disclosures)
{
    /// <summary>
    /// Two streams merged where the scope names them, the disclosures where it asks for those alone, the whole journal otherwise; up to what the scope knows.
    /// </summary>
    public async IAsyncEnumerable<(long Index, ReadOnlyMemory<byte> Bytes)> Of(BundleScope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in await Entries(scope, cancel))
        {
            if (entry.Index > scope.Known) yield break;
            yield return (entry.Index, entry.Bytes);
        }
    }

    async ValueTask<IAsyncEnumerable<Entry>> Entries(BundleScope scope, CancellationToken cancel)
    {
        var inquiry = scope.Inquiry is { } number ? journal.Read(Streams.OfInquiry(number), 0, cancel) : null;
        if (scope is { Person: null, From: null, To: null, Types.Count: 0, Recipient: null } && inquiry is not null) return inquiry;
        var asked = scope.Person is { } person ? journal.Read(person, 0, cancel)
            : scope.Types is [IDisclosureIndex.Type] ? await Disclosed(scope, cancel)
            : null;
        if (asked is null) return journal.ReadAll(0, cancel);
        return inquiry is null ? asked : Merge(asked, inquiry);
    }

    async ValueTask<IAsyncEnumerable<Entry>?> Disclosed(BundleScope scope, CancellationToken cancel) =>
        await disclosures.Find(scope.Recipient, scope.From, scope.To, scope.Known, cancel) is { } pages ? Listed(pages, cancel) : null;

    async IAsyncEnumerable<Entry> Listed(IAsyncEnumerable<IReadOnlyList<long>> pages, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in pages.WithCancellation(cancel))
            await foreach (var entry in journal.ReadAt(page, cancel)) yield return entry;
    }

    static async IAsyncEnumerable<Entry> Merge(IAsyncEnumerable<Entry> one, IAsyncEnumerable<Entry> other)
    {
        await using var left = one.GetAsyncEnumerator();
        await using var right = other.GetAsyncEnumerator();
        var (hasLeft, hasRight) = (await left.MoveNextAsync(), await right.MoveNextAsync());
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || left.Current.Index < right.Current.Index))
            {
                yield return left.Current;
                hasLeft = await left.MoveNextAsync();
            }
            else
            {
                yield return right.Current;
                hasRight = await right.MoveNextAsync();
            }
        }
    }
}
