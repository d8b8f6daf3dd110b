using Ledger.Access;
using Ledger.Host.Search;
using Ledger.Inquiries;
using Ledger.Projections;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Web.Own;

/// <summary>What a person's own page shows.</summary>
/// <param name="File">Their file.</param>
/// <param name="Inquiries">What they asked themselves, or had asked for them, newest first; not what others asked about them.</param>
public sealed record OwnFile(PersonFile File, IReadOnlyList<InquiryRow> Inquiries)
{
    /// <summary>It is of a person, and never prints.</summary>
    public override string ToString() => "[own]";
}

/// <summary>A person asks for what is held about them, on their own page. The first time in a session it is recorded before it is answered, as the person's own reading.</summary>
/// <param name="Person">The operator's own id of the person.</param>
/// <param name="IsRead">Whether this session's reading is on record already.</param>
/// <param name="Actor">The account under which persons look at themselves.</param>
sealed record ViewOwn(string Person, bool IsRead, Actor Actor) : IRequest<Outcome<OwnFile>>, IReadsPerson
{
    public IReadOnlyList<Role> Allowed => [Role.Auditor];

    public string? UserId => IsRead ? null : Person;

    public string What => "file";

    public string Reason => OwnDesk.Account;

    /// <summary>It names a person, and never prints.</summary>
    public override string ToString() => nameof(ViewOwn);
}

/// <summary>Answers from the person's own stream and the register of inquiries.</summary>
sealed class ViewOwnHandler(PersonFiles files, PersonInquiries inquiries, IKeyVault vault) : IRequestHandler<ViewOwn, Outcome<OwnFile>>
{
    public async Task<Outcome<OwnFile>> Handle(ViewOwn request, CancellationToken cancellationToken)
    {
        if (vault.FindToken(request.Person) is not { } token || await files.Read(token, null, null, cancellationToken) is not { } file)
            return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        var asked = await inquiries.Of(token, DateTimeOffset.MaxValue, cancellationToken);
        return new OwnFile(file, [.. asked.Where(row => row.Read().From is InquiryFrom.Person or InquiryFrom.Representative)]);
    }
}
