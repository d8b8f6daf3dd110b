using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>
/// Listens for a warning while something is committed. A commit that did not wait for its standby is answered like any other, but for the warning before it;
/// sessions are set to send warnings whatever the role's settings are.
/// </summary>
sealed class CommitWarnings : IDisposable
{
    readonly NpgsqlConnection _connection;
    bool _warned;

    public CommitWarnings(NpgsqlConnection connection)
    {
        _connection = connection;
        _connection.Notice += Told;
    }

    /// <exception cref="UnansweredException">There was one.</exception>
    public void DemandNone()
    {
        if (_warned) throw new UnansweredException("a warning");
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Notice -= Told;

    void Told(object sender, NpgsqlNoticeEventArgs told) => _warned |= Counts(told.Notice);

    /// <summary>Whichever it is: PostgreSQL has no code for a commit that did not wait. Only what is known to say nothing of the commit is passed over: that the queue of notifications fills.</summary>
    internal static bool Counts(PostgresNotice notice) => notice.InvariantSeverity == "WARNING" && notice.Routine != "asyncQueueFillWarning";
}
