using Ledger.Access;
using MediatR;

namespace Ledger.Exports;

/// <summary>
/// Asks for the certificate of a person's erasure (docs/certificate-format.md). It is recorded before it can be complete, and waits for a checkpoint.
/// Refused where no key of the person was destroyed.
/// </summary>
/// <param name="Person">Whose.</param>
/// <param name="Reason">
/// Why: recorded with the certificate, sealed under the person's key. Of somebody forgotten no key is made any more: then it stands in the clear and must be a code
/// (<see cref="ExportBundle.IsCode"/>).
/// </param>
/// <param name="Actor">Who takes it out.</param>
/// <param name="Read">Told how many events were read so far.</param>
public sealed record CertifyErasure(ErasedPerson Person, string? Reason, Actor Actor, IProgress<long>? Read = null)
    : IRequest<Outcome<CertifiedErasure>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed => [Role.Officer];
}

/// <summary>Whose erasure is meant: by the operator's own id, or, since that leads nowhere once they are forgotten, by their token.</summary>
/// <param name="Id">The id, or the token.</param>
/// <param name="IsToken">Whether it is the token.</param>
public sealed record ErasedPerson(string Id, bool IsToken = false);

/// <summary>A certificate of erasure.</summary>
/// <param name="File">The file, as it is handed out.</param>
/// <param name="Person">The person's token.</param>
/// <param name="Events">How many events it rests on.</param>
/// <param name="Known">The newest index that was read for it.</param>
/// <param name="ExportIndex">Where it is recorded.</param>
/// <param name="CheckpointSize">The size of the checkpoint that covers it.</param>
public sealed record CertifiedErasure(ReadOnlyMemory<byte> File, string Person, long Events, long Known, long ExportIndex, long CheckpointSize);
