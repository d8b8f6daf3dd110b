using Ledger.Access;
using Ledger.Projections;
using MediatR;

namespace Ledger.Host.Search;

/// <summary>
/// Asks for the inquiries about a person whose file is open: they are shown as a part of it, and recorded with its reading. It tells no more than the register of
/// inquiries does, which shows tokens without a trace.
/// </summary>
/// <param name="Token">The token.</param>
/// <param name="At">Those that had arrived by then.</param>
/// <param name="Actor">Who looks.</param>
sealed record ListPersonInquiries(string Token, DateTimeOffset At, Actor Actor) : IRequest<Outcome<IReadOnlyList<InquiryRow>>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed => [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the register of inquiries.</summary>
sealed class ListPersonInquiriesHandler(PersonInquiries inquiries) : IRequestHandler<ListPersonInquiries, Outcome<IReadOnlyList<InquiryRow>>>
{
    public async Task<Outcome<IReadOnlyList<InquiryRow>>> Handle(ListPersonInquiries request, CancellationToken cancellationToken) =>
        Outcome.Of(await inquiries.Of(request.Token, request.At, cancellationToken));
}
