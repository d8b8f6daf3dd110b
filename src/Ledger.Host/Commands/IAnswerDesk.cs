using Ledger.Access;
using Ledger.Host.Answers;
using Ledger.Host.Remote;

namespace Ledger.Host.Commands;

/// <summary>What the command line does with answers that are kept for whoever asked, wherever the ledger is.</summary>
interface IAnswerDesk : IAsyncDisposable
{
    /// <summary>Deposits the file.</summary>
    Task<Outcome<DepositedAnswer>> Deposit(string inquiry, string mediaType, FileStream input, CancellationToken cancel);

    /// <summary>Writes the answer to the file; that it is taken was recorded by then.</summary>
    Task<Outcome<TakenAnswer>> Fetch(string inquiry, string? reason, FileStream output, CancellationToken cancel);

    /// <summary>Removes the deposited answer.</summary>
    Task<Outcome<RemovedAnswer>> Remove(string inquiry, CancellationToken cancel);

    static async Task<IAnswerDesk> Open(Session session) => session.Remote() is { } http ? new RemoteAnswers(http) : new FolderAnswers(await session.Open(), session.Settings.Actor);
}

/// <summary>An answer that was taken.</summary>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Sha256">SHA-256 of the file, as it is on record.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Recorded">Index of the event that records that it was taken.</param>
sealed record TakenAnswer(string Inquiry, string Sha256, string MediaType, long Bytes, long Recorded);

/// <summary>The answers of a data folder.</summary>
sealed class FolderAnswers(EmbeddedLedger ledger, Actor actor) : IAnswerDesk
{
    public async Task<Outcome<DepositedAnswer>> Deposit(string inquiry, string mediaType, FileStream input, CancellationToken cancel) =>
        await ledger.Mediator.Send(new DepositAnswer(inquiry, mediaType, input, actor), cancel);

    public async Task<Outcome<TakenAnswer>> Fetch(string inquiry, string? reason, FileStream output, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new FetchAnswer(inquiry, reason, actor), cancel);
        if (outcome.Refusal is { } refusal) return refusal;
        await using var fetched = outcome.Value;
        await fetched.File.CopyToAsync(output, cancel);
        return new TakenAnswer(inquiry, fetched.Sha256, fetched.MediaType, output.Length, fetched.Recorded);
    }

    public async Task<Outcome<RemovedAnswer>> Remove(string inquiry, CancellationToken cancel) => await ledger.Mediator.Send(new RemoveAnswer(inquiry, actor), cancel);

    public ValueTask DisposeAsync() => ledger.DisposeAsync();
}
