using System.Buffers;
using Ledger.Listening;

namespace Ledger.Host.Server.Listening;

/// <summary>Something a webhook is to be told.</summary>
/// <param name="Index">The index of the event it is, or is told of.</param>
/// <param name="Heard">The event itself, where it is at hand.</param>
/// <param name="Passes">Whether it is this webhook's affair.</param>
readonly record struct Offer(long Index, HeardEvent? Heard, bool Passes);

/// <summary>Some of what a webhook is to be told.</summary>
/// <param name="Offers">What it is, in order; none where the webhook has caught up.</param>
/// <param name="Reached">Up to which index (exclusive) it has caught up, where the offers do not say so.</param>
/// <param name="Again">When to look again although nothing more was recorded; null: not before.</param>
readonly record struct OfferPage(IReadOnlyList<Offer> Offers, long? Reached = null, TimeSpan? Again = null);

/// <summary>What a webhook is told: events of the feed, or notices to one recipient. Retries, rests and dead letters are the same for both.</summary>
interface IOutlet
{
    /// <summary>Completes when more was recorded after this call.</summary>
    Task Grown { get; }

    /// <summary>What comes next, from an index on.</summary>
    ValueTask<OfferPage> Next(long from, CancellationToken cancel);

    /// <summary>One attempt; null where there is nothing to say any more.</summary>
    Task<Attempt?> Send(Addressee to, Offer offer, CancellationToken cancel);
}

/// <summary>The events a service hears.</summary>
sealed class FeedOutlet(Tail tail, Delivery delivery, WebhookSender sender, EventFilter filter) : IOutlet
{
    public Task Grown => tail.Grown;

    public async ValueTask<OfferPage> Next(long from, CancellationToken cancel) =>
        new([.. (await tail.Next(from, cancel)).Select(heard => new Offer(heard.Index, heard, filter.Passes(heard)))]);

    public async Task<Attempt?> Send(Addressee to, Offer offer, CancellationToken cancel)
    {
        var heard = offer.Heard ?? await tail.At(offer.Index, cancel);
        var body = new ArrayBufferWriter<byte>(heard.Line.Length + 256);
        await delivery.Write(body, heard, cancel);
        return await sender.Send(to, offer.Index, body.WrittenSpan.ToArray(), listens: false, cancel);
    }
}
