namespace Ledger.Host.Documents;

/// <summary>A page of a list.</summary>
/// <param name="Items">Its items.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Known">Index of the newest event it holds for; -1 in an empty ledger.</param>
sealed record PageDocument<T>(IReadOnlyList<T> Items, string? Next, long Known);

/// <summary>A person, to those who may know whom the token means.</summary>
/// <param name="Token">The token.</param>
/// <param name="Id">The operator's own id, looked up for this answer; null where nobody can tell any more, or the asker may not know.</param>
sealed record PersonName(string Token, string? Id)
{
    /// <summary>What people are shown.</summary>
    public override string ToString() => Id ?? Token;
}
