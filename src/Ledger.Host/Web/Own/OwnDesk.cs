using System.Collections.Frozen;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using MediatR;

namespace Ledger.Host.Web.Own;

/// <summary>
/// What a person does on their own page, by the requests everybody's doings go by. It is recorded under an account of its own, so that the journal tells the
/// person's own readings and choices from those of the operator's people and services.
/// </summary>
sealed class OwnDesk(IMediator mediator, FillRandom random, TimeProvider clock)
{
    /// <summary>The account, the source and the channel that the records name.</summary>
    public const string Account = Accounts.OwnPage, Source = "/own-page", Channel = "own-page";

    const int IdBytes = 16;

    static readonly Actor Reads = new(Account, Role.Auditor);

    static readonly Actor Says = new(Account, Role.Publisher)
    {
        Sources = new[] { Source }.ToFrozenSet(StringComparer.Ordinal),
        Types = new[] { "ledger.consent.withdrawn", "ledger.messaging.opted-in", "ledger.messaging.opted-out" }.ToFrozenSet(StringComparer.Ordinal),
    };

    /// <summary>Who takes a person's receipt out for that person.</summary>
    public static Actor Takes { get; } = new(Account, Role.Officer);

    /// <summary>The person's file; that they looked is on record as their own reading, once in a session.</summary>
    public async Task<OwnFile?> Read(OwnSession session, CancellationToken cancel)
    {
        if (await mediator.Send(new ViewOwn(session.UserId, session.IsRead, Reads), cancel) is not { Refusal: null } read) return null;
        session.IsRead = true;
        return read.Value;
    }

    /// <summary>The purposes consented to now.</summary>
    public static IReadOnlyList<string> InForce(PersonFile file, DateTimeOffset now) =>
        [.. file.State.Consents.SelectMany(consent => consent.Purposes.Where(purpose => consent.IsValid(purpose, now))).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Withdraws consent for those purposes.</summary>
    public Task<Refusal?> Withdraw(OwnSession session, IReadOnlyList<string> purposes, CancellationToken cancel) => Say(session, "consent.withdrawn", new { purposes, channel = Channel }, cancel);

    /// <summary>Wants messages of a kind over a channel, or does not.</summary>
    public Task<Refusal?> Choose(OwnSession session, string kind, string channel, bool wanted, CancellationToken cancel) => wanted
        ? Say(session, "messaging.opted-in", new { kind, channels = new[] { channel } }, cancel)
        : Say(session, "messaging.opted-out", new { kinds = new[] { kind }, channels = new[] { channel }, via = "settings" }, cancel);

    async Task<Refusal?> Say(OwnSession session, string type, object data, CancellationToken cancel)
    {
        var id = new byte[IdBytes];
        random(id);
        var said = JsonSerializer.SerializeToUtf8Bytes(new
        {
            specversion = "1.0", id = Convert.ToHexStringLower(id), source = Source, type = EventCatalogue.Newest($"ledger.{type}")!.FullType, subject = session.UserId, time = clock.GetUtcNow(), data,
        }, DocumentJson.Options);
        return (await mediator.Send(new PublishEvents([said], Says), cancel)).Refusal;
    }
}
