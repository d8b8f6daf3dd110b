using System.Text.Json;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using MediatR;

namespace Ledger.Host.Web.Cases;

/// <summary>
/// Asks for what a letter opened in the person's own stream: duties to stop and to destroy, and blocks. It tells no more than the registers do, and is answered as they are.
/// </summary>
/// <param name="Number">The inquiry's number.</param>
/// <param name="Actor">Who asks.</param>
sealed record FollowInquiry(string Number, Actor Actor) : IRequest<Outcome<InquiryCourse>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>What became of a letter besides its answer.</summary>
/// <param name="Duties">Duties towards the person, closed ones too.</param>
/// <param name="Blocks">Blocks, ended ones too.</param>
/// <param name="Indexes">The events that opened and closed them, in the order recorded.</param>
public sealed record InquiryCourse(IReadOnlyList<DutyRow> Duties, IReadOnlyList<Block> Blocks, IReadOnlyList<long> Indexes)
{
    /// <summary>Whether anything of it is still to be done.</summary>
    public bool IsOpen => Duties.Any(duty => duty.IsOpen) || Blocks.Any(block => block.Ended is null);
}

/// <summary>Answers from the person's rows, by the inquiry that the events behind them name.</summary>
sealed class FollowInquiryHandler(IJournal journal, IReadModelStore store, IMediator mediator) : IRequestHandler<FollowInquiry, Outcome<InquiryCourse>>
{
    /// <summary>The most duties of a person that are looked through.</summary>
    const int DutiesMax = 1000;

    public async Task<Outcome<InquiryCourse>> Handle(FollowInquiry request, CancellationToken cancellationToken)
    {
        var asked = await mediator.Send(new ViewInquiry(request.Number, request.Actor), cancellationToken);
        if (asked.Refusal is { } refusal) return refusal;
        var inquiry = asked.Value.Value;
        if (inquiry.Person is not { } person) return new InquiryCourse([], [], []);
        var rows = store.Current;
        var duties = (await rows.Query(DutyQueries.OfPerson(person, take: DutiesMax), cancellationToken)).Value.Where(duty => duty.Opened >= inquiry.Index).ToList();
        var blocks = await rows.Find<PersonRow>(person, cancellationToken) is { } row ? row.Read().Blocks.Where(block => block.Index >= inquiry.Index).ToList() : [];
        HashSet<long> own = [];
        await foreach (var entry in journal.ReadAt([.. duties.Select(duty => duty.Opened).Concat(blocks.Select(block => block.Index)).Distinct().Order()], cancellationToken))
            if (entry.Stream == person && Names(entry, request.Number)) own.Add(entry.Index);
        var (opened, suspended) = (duties.Where(duty => own.Contains(duty.Opened)).ToList(), blocks.Where(block => own.Contains(block.Index)).ToList());
        return new InquiryCourse(opened, suspended, [.. own.Concat(opened.Select(duty => duty.ClosedIndex).OfType<long>()).Distinct().Order()]);
    }

    static bool Names(Entry entry, string number)
    {
        using var recorded = JsonDocument.Parse(entry.Bytes);
        return recorded.RootElement.GetProperty("data").TryGetProperty("inquiry", out var named) && named.ValueKind == JsonValueKind.String && named.ValueEquals(number);
    }
}
