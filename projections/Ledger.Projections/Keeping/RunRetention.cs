using Ledger.Access;
using MediatR;

namespace Ledger.Projections;

/// <summary>Runs the ledger's own step: records the ends of terms that have come, and forgets what was kept for long enough.</summary>
/// <param name="Actor">Who has it run; the events are the ledger's own.</param>
public sealed record RunRetention(Actor Actor) : IRequest<Outcome<RetentionRun>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>What one run of the step did.</summary>
/// <param name="At">As of when things were due.</param>
/// <param name="ConsentsExpired">Ends of consents that were recorded.</param>
/// <param name="RetentionsEnded">Ends of categories' terms that were recorded.</param>
/// <param name="ActsRemoved">Acts of destruction that were removed.</param>
/// <param name="PersonsForgotten">Persons who were forgotten.</param>
/// <param name="OnHold">What is due and waits under a hold.</param>
/// <param name="Refused">What is due and could not be recorded now: keys to be shredded first, a term that runs on, a stream that kept changing.</param>
/// <param name="More">Whether something is left for the next run.</param>
public sealed record RetentionRun(
    DateTimeOffset At, long ConsentsExpired, long RetentionsEnded, long ActsRemoved, long PersonsForgotten, long OnHold, long Refused, bool More)
{
    /// <summary>Events recorded.</summary>
    public long Recorded => ConsentsExpired + RetentionsEnded + ActsRemoved + PersonsForgotten;
}
