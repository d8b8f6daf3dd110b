using System.Globalization;
using System.Runtime.CompilerServices;
using Ledger.Destruction;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Reports;
using Ledger.Sealing;

namespace Ledger.Host.Acts;

/// <summary>The reports of destruction that an act is about, read from the register a page at a time, each event opened as it comes.</summary>
/// <param name="journal">Holds the events.</param>
/// <param name="vault">Holds the keys.</param>
/// <param name="store">Holds the register.</param>
/// <param name="act">The act's reference.</param>
/// <param name="person">Only of this person, by token; null for all.</param>
/// <param name="automatedOnly">Only what was processed by automation.</param>
/// <param name="known">Nothing recorded after this index.</param>
sealed class ActReading(IJournal journal, IKeyVault vault, IReadModelStore store, string act, string? person, bool automatedOnly, long known)
{
    const int PageRows = 200;

    readonly Identities _identities = new(journal, vault);

    /// <summary>The reports, in the order recorded.</summary>
    public async IAsyncEnumerable<Report> Read([EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = -1L; ;)
        {
            var page = (await store.Current.Query(person is null
                ? DestructionQueries.All(act, after: after, take: PageRows)
                : DestructionQueries.OfPerson(person, act, after: after, take: PageRows), cancel)).Value;
            foreach (var row in page)
            {
                if (row.Index > known) yield break;
                if (row.Automated || !automatedOnly) yield return new(row, await Open(row.Index, cancel));
            }
            if (page.Count < PageRows) yield break;
            after = page[^1].Index;
        }
    }

    /// <summary>Who it is about: the full name the report gave, or else the operator's own id (item в).</summary>
    public async ValueTask<DestroyedSubject> SubjectOf(Report report, CancellationToken cancel) => report.Data.SubjectName is not null
        ? new(new(report.Opened.At("/data/subjectName")), IsName: true)
        : new(new(await _identities.IdOf(report.Row.Person, cancel)), IsName: false);

    async ValueTask<OpenedEvent> Open(long index, CancellationToken cancel) => await journal.At(index, cancel) is { } entry
        ? OpenedEvent.Of(entry, journal.Origins, vault)
        : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The event at index {index} cannot be read."));

    /// <summary>One report: its row, and its event opened.</summary>
    public sealed record Report(DestructionRow Row, OpenedEvent Opened)
    {
        public DataDestroyed Data => (DataDestroyed)Opened.Event.Data;

        /// <summary>Those who did it, with their tokens.</summary>
        public IEnumerable<(string Token, ActPerformer Performer)> Performers => (Data.PerformedBy ?? []).Select((who, at) => (who.Person.Text, new ActPerformer(
            new(Opened.At(string.Create(CultureInfo.InvariantCulture, $"/data/performedBy/{at}/fullName"))),
            new(Opened.At(string.Create(CultureInfo.InvariantCulture, $"/data/performedBy/{at}/position"))))));

        public IReadOnlyList<DestroyedMedium> Media => [.. (Data.Media ?? []).Select((medium, at) => new DestroyedMedium(
            new(Opened.At(string.Create(CultureInfo.InvariantCulture, $"/data/media/{at}/name"))), medium.Sheets))];

        /// <summary>Why, in words, with what the report added.</summary>
        public string Reason => Data.ReasonText is null
            ? ActWords.Of(Data.Reason)
            : $"{ActWords.Of(Data.Reason)}; {new Opened(Opened.At("/data/reasonText")).Text}";
    }
}
