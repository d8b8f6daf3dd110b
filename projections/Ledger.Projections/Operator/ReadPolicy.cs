using System.Collections.Concurrent;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Proofs;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks for a policy edition: the one in force now, or one by its id, a later or earlier one (6.1). The policy is public: every role may.</summary>
/// <param name="EditionId">The edition's id; null for the one in force now.</param>
/// <param name="Actor">Who asks.</param>
public sealed record ReadPolicy(string? EditionId, Actor Actor) : IRequest<Outcome<PublishedEdition>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = Enum.GetValues<Role>();
}

/// <summary>An edition and the hash of the event that published it.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="LeafHash">RFC 6962 leaf hash of its event, 32 bytes.</param>
public sealed record PublishedEdition(Edition Edition, byte[] LeafHash);

/// <summary>Answers from the registers' stream, which it goes on reading where it stopped. Safe for concurrent use.</summary>
public sealed class ReadPolicyHandler(IJournal journal, LegalClock legal, TimeProvider clock) : IRequestHandler<ReadPolicy, Outcome<PublishedEdition>>
{
    readonly ConcurrentDictionary<long, byte[]> _hashes = new();
    OperatorRegisters _registers = OperatorRegisters.By(legal);

    /// <inheritdoc/>
    public async Task<Outcome<PublishedEdition>> Handle(ReadPolicy request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var registers = await RegistersReader.GoOn(journal, Volatile.Read(ref _registers), cancellationToken);
        Volatile.Write(ref _registers, registers);   // whichever reader is last: each goes on from where it stands
        var edition = request.EditionId is { } id ? registers.Edition(id) : registers.EditionInForce(clock.GetUtcNow());
        return edition is null
            ? new Refusal(Refusals.PolicyUnknown, request.EditionId is null ? "No policy edition is in force yet." : "No policy edition of this name was published.")
            : new PublishedEdition(edition, await HashOf(edition.Index, cancellationToken));
    }

    async ValueTask<byte[]> HashOf(long index, CancellationToken cancel)
    {
        if (_hashes.TryGetValue(index, out var known)) return known;
        return await journal.At(index, cancel) is { } entry
            ? _hashes[index] = MerkleTree.LeafHash(entry.Bytes.Span)
            : throw new InvalidDataException($"The event at index {index} cannot be read.");
    }
}
