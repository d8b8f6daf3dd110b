using System.Collections.Immutable;

namespace Ledger.Journal;

/// <summary>A name a log has had.</summary>
/// <param name="From">The index of the first event that is the log's own under this name; before it stands what an earlier log recorded.</param>
/// <param name="Name">The name (C2SP tlog-checkpoint origin).</param>
public sealed record LogOrigin(long From, string Name);

/// <summary>
/// The origins a log has had, oldest first: one, unless a restore or migration made it go on under another (<c>log.continued</c>). A sealed field opens
/// only under the origin it was sealed under, so whoever opens one asks for the origin at its event's index. Immutable.
/// </summary>
public sealed class LogOrigins
{
    readonly ImmutableArray<LogOrigin> _all;

    /// <summary>A log that was never continued.</summary>
    public LogOrigins(string first) : this([new(0, first)])
    {
    }

    LogOrigins(ImmutableArray<LogOrigin> all) => _all = all;

    /// <summary>All of them, oldest first; each begins with its <c>log.continued</c>, the first with the log.</summary>
    public IReadOnlyList<LogOrigin> All => _all;

    /// <summary>The one the log goes on under; nothing is signed under any other.</summary>
    public string Current => _all[^1].Name;

    /// <summary>The index the current origin begins at.</summary>
    public long CurrentFrom => _all[^1].From;

    /// <summary>The origin an event was recorded under.</summary>
    public string At(long index)
    {
        var at = _all.Length - 1;
        while (at > 0 && _all[at].From > index) at--;
        return _all[at].Name;
    }

    /// <summary>These and one more, which begins at an index.</summary>
    /// <exception cref="ArgumentException">The log has had that name, or an origin that begins there or after.</exception>
    public LogOrigins With(long from, string name)
    {
        if (_all.Any(origin => origin.Name == name)) throw new ArgumentException("The log has had this origin: no index is ever used twice under one.", nameof(name));
        if (from < 0 || (_all.Length > 1 && from <= CurrentFrom)) throw new ArgumentException("An origin begins after the one before it.", nameof(from));
        return new([.. _all, new(from, name)]);
    }
}
