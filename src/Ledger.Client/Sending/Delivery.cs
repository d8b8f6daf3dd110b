using System.Runtime.CompilerServices;
using Ledger.Journal;

namespace Ledger.Client.Sending;

/// <summary>What became of some events: of <see cref="Count"/> from <see cref="First"/> on all receipts, or of one its refusal.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Receipts">Their receipts; null where the one was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
sealed record Delivered(int First, IReadOnlyList<Receipt>? Receipts, LedgerRefusedException? Refusal)
{
    /// <summary>How many events it is about.</summary>
    public int Count => Receipts?.Count ?? 1;
}

/// <summary>
/// Sends events that have nothing to do with each other as though one by one, in their order, but in as few requests as it takes: one that is refused
/// does not keep back the others.
/// </summary>
sealed class Delivery(EventsRequest request, Endurance endurance)
{
    /// <summary>
    /// Tells of each event once, in order. Tries until it is stopped; throws a refusal that is not about an event (an unknown key, a wrong address), after
    /// which the events not told of are still to be sent.
    /// </summary>
    public async IAsyncEnumerable<Delivered> Send(
        IReadOnlyList<Outgoing> events, Action<Setback>? setback, [EnumeratorCancellation] CancellationToken cancel)
    {
        var together = events.Count;
        for (var first = 0; first < events.Count;)
        {
            var part = events.Skip(first).Take(together).ToArray();
            var (receipts, refusal) = await Attempt(part, setback, cancel).ConfigureAwait(false);
            if (receipts is null && part.Length > 1)
            {
                together = Fewer(part.Length, refusal!.Item);
                continue;
            }
            yield return new(first, receipts, refusal);
            first += part.Length is var sent && receipts is not null ? sent : 1;
            together = events.Count - first;
        }
    }

    /// <summary>
    /// What stands before a refused event goes first, then that one alone: it counts as refused only where it was judged by itself, on what it follows.
    /// Where none is named (the whole is too large), half.
    /// </summary>
    static int Fewer(int count, int? refused) => refused is { } item && item >= 0 && item < count ? Math.Max(item, 1) : count / 2;

    async Task<(IReadOnlyList<Receipt>? Receipts, LedgerRefusedException? Refusal)> Attempt(
        Outgoing[] part, Action<Setback>? setback, CancellationToken cancel)
    {
        try
        {
            return (await endurance.Persist(stop => request.Send(part, stop), null, setback, cancel).ConfigureAwait(false), null);
        }
        catch (LedgerRefusedException refusal) when (refusal.IsAboutEvents)
        {
            return (null, refusal);
        }
    }
}
