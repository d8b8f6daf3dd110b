using Ledger.Journal;

namespace Ledger.Destruction;

/// <summary>A duty that is still to be done.</summary>
/// <param name="Rule">By which rule (docs/answers.md).</param>
/// <param name="Purposes">The purposes it is about; empty means all.</param>
/// <param name="Categories">The categories it still waits for; <c>*</c> for one the ledger was not told; empty where one event does it.</param>
public sealed record OpenDuty(string Rule, IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories)
{
    /// <summary>Stands for a category the ledger was not told.</summary>
    public const string AnyCategory = "*";
}

/// <summary>What must be known of a person before keys go, beside what the decider folds by itself.</summary>
/// <param name="Duties">Duties that are open.</param>
/// <param name="Serving">Categories that serve the purposes asked about and nothing else that is in force.</param>
public sealed record PersonStanding(IReadOnlyList<OpenDuty> Duties, IReadOnlyList<string> Serving);

/// <summary>
/// Tells what is open towards a person, by the same fold as the register of duties and never by its rows, which may lag behind. Safe to call concurrently.
/// </summary>
public interface IPersonDuties
{
    /// <summary>How the person stands.</summary>
    /// <param name="token">The person's token.</param>
    /// <param name="history">The person's whole stream, with what the batch at work adds to it, in the order recorded.</param>
    /// <param name="purposes">The purposes whose categories are asked for; empty for none.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<PersonStanding> Of(
        string token, IReadOnlyList<RecordedEvent> history, IReadOnlyCollection<string> purposes, DateTimeOffset at, CancellationToken cancel);
}
