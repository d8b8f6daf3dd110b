using Ledger.Access;
using Ledger.Journal;
using Ledger.Law;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks for the operator's own registers as they stand: editions, recipients, systems, access. They hold no personal value.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ReadRegisters(Actor Actor) : IRequest<Outcome<OperatorRegisters>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the registers' stream, which it goes on reading where it stopped. Safe for concurrent use.</summary>
public sealed class ReadRegistersHandler(IJournal journal, LegalClock legal) : IRequestHandler<ReadRegisters, Outcome<OperatorRegisters>>
{
    OperatorRegisters _registers = OperatorRegisters.By(legal);

    /// <inheritdoc/>
    public async Task<Outcome<OperatorRegisters>> Handle(ReadRegisters request, CancellationToken cancellationToken)
    {
        var registers = await RegistersReader.GoOn(journal, Volatile.Read(ref _registers), cancellationToken);
        Volatile.Write(ref _registers, registers);   // whichever reader is last: each goes on from where it stands
        return registers;
    }
}
