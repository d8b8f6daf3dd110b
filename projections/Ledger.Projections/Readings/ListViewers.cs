using Ledger.Access;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks for the accounts that the access journal names, each once.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListViewers(Actor Actor) : IRequest<Outcome<IReadOnlyList<string>>>, IAuthorised
{
    /// <summary>The most that are named.</summary>
    public const int ViewersMax = 500;

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>Goes from one account to the next by the journal's index of accounts, whatever number of readings each has.</summary>
public sealed class ListViewersHandler(IReadModelStore store) : IRequestHandler<ListViewers, Outcome<IReadOnlyList<string>>>
{
    /// <inheritdoc/>
    public async Task<Outcome<IReadOnlyList<string>>> Handle(ListViewers request, CancellationToken cancellationToken)
    {
        var rows = store.Current;
        List<string> viewers = [];
        for (var last = ""; viewers.Count < ListViewers.ViewersMax; viewers.Add(last))
        {
            var after = last;
            var next = await rows.Query<ReadingRow>(all => all.Where(r => string.CompareOrdinal(r.Viewer, after) > 0).OrderBy(r => r.Viewer).ThenBy(r => r.Index).Take(1), cancellationToken);
            if (next.Value is not [var first]) break;
            last = first.Viewer;
        }
        return viewers;
    }
}
