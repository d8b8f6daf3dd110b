using Ledger.Access;
using Ledger.Journal;
using Ledger.Projections;
using MediatR;

namespace Ledger.Host.Search;

/// <summary>
/// Asks for the inquiries of somebody of whom nothing else is recorded: there is no file and no id to ask by yet. The reading is recorded before it is answered.
/// </summary>
/// <param name="Token">The token.</param>
/// <param name="Reason">Why the actor looks.</param>
/// <param name="Actor">Who looks.</param>
sealed record ViewInquirer(string Token, string? Reason, Actor Actor) : IRequest<Outcome<IReadOnlyList<InquiryRow>>>, IAuthorised
{
    /// <summary>What the access journal calls it: as the register's, narrowed to one person.</summary>
    public const string What = "inquiries";

    public IReadOnlyList<Role> Allowed => [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the register of inquiries.</summary>
sealed class ViewInquirerHandler(IJournal journal, PersonInquiries inquiries, Readings readings) : IRequestHandler<ViewInquirer, Outcome<IReadOnlyList<InquiryRow>>>
{
    public async Task<Outcome<IReadOnlyList<InquiryRow>>> Handle(ViewInquirer request, CancellationToken cancellationToken)
    {
        var rows = await inquiries.Of(request.Token, DateTimeOffset.MaxValue, cancellationToken);
        if (rows.Count == 0 || await journal.Length(request.Token, cancellationToken) > 0)
            return new Refusal(Refusals.PersonUnknown, "Nobody of this token has only asked.");
        return await readings.Record([request.Token], ViewInquirer.What, request.Reason, request.Actor, cancellationToken) is { } refusal ? refusal : Outcome.Of(rows);
    }
}
