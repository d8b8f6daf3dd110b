using Ledger.Access;
using MediatR;

namespace Ledger.Host.Answers;

/// <summary>Deposits the file that was sent as an answer, for whoever asked to take.</summary>
/// <param name="Inquiry">The operator's own number of the inquiry.</param>
/// <param name="MediaType">The file's media type.</param>
/// <param name="Input">The file.</param>
/// <param name="Actor">Who deposits it.</param>
sealed record DepositAnswer(string Inquiry, string MediaType, Stream Input, Actor Actor) : IRequest<Outcome<DepositedAnswer>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>A deposited answer.</summary>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Deposit">The deposit.</param>
/// <param name="Sha256">SHA-256 of the file.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Recorded">Index of the event that records it.</param>
sealed record DepositedAnswer(string Inquiry, string Deposit, string Sha256, string MediaType, long Bytes, long Recorded);

/// <summary>Removes the deposited answer: its key is destroyed, and the file goes.</summary>
/// <param name="Inquiry">The operator's own number of the inquiry.</param>
/// <param name="Actor">Who removes it.</param>
sealed record RemoveAnswer(string Inquiry, Actor Actor) : IRequest<Outcome<RemovedAnswer>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>An answer that was removed.</summary>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Recorded">Index of the event that records it.</param>
sealed record RemovedAnswer(string Inquiry, long Recorded);

/// <summary>
/// Takes the deposited answer. To a regulator those of inquiries that are not its own are unknown. That it is taken is recorded before anything of it is handed out.
/// </summary>
/// <param name="Inquiry">The operator's own number of the inquiry.</param>
/// <param name="Reason">Why; for who answers for the inquiry, else a code of its own.</param>
/// <param name="Actor">Who takes it.</param>
sealed record FetchAnswer(string Inquiry, string? Reason, Actor Actor) : IRequest<Outcome<FetchedAnswer>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Regulator];
}

/// <summary>An answer to be handed out; to be disposed of.</summary>
/// <param name="File">The file, in the clear as it is read: all of it was tested.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Sha256">SHA-256 of the file, as it is on record.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Recorded">Index of the event that records that it was taken.</param>
sealed record FetchedAnswer(Stream File, string Inquiry, string Sha256, string MediaType, long Recorded) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => File.DisposeAsync();
}
