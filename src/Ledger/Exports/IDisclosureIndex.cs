namespace Ledger.Exports;

/// <summary>Which events of the journal are disclosures, to whom and when: an export of those alone need not read everything else.</summary>
public interface IDisclosureIndex
{
    /// <summary>The one type of event it knows, without version.</summary>
    const string Type = "ledger.disclosure.made";

    /// <summary>
    /// The indexes, ascending and none above <paramref name="known"/>, of every disclosure to that recipient (null: to anybody) that happened in that time;
    /// in lists of bounded length, some more than asked for perhaps. Null where it cannot tell: the journal has disclosures of a version it does not know.
    /// </summary>
    ValueTask<IAsyncEnumerable<IReadOnlyList<long>>?> Find(string? recipient, DateTimeOffset? from, DateTimeOffset? to, long known, CancellationToken cancel);
}
