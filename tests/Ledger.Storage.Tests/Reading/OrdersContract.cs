using Ledger.Access;
using Ledger.Inquiries;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Storage.Tests;

/// <summary>
/// A register in an order one chose is walked page by page, both ways, without losing a row or showing one twice, and alike on an engine and in memory, over rows
/// made up so that what is ordered by is often the same.
/// </summary>
abstract class OrdersContract
{
    const int RowsPerTable = 200, Take = 7;

    static readonly CancellationToken None = CancellationToken.None;

    static readonly string[] Texts = ["open", "explained", "law", "consent", "court", "breach", "Ёж"];

    static readonly Actor Officer = new("officer", Role.Officer);

    readonly MemoryReadModelStore _memory = new(ProjectionTables.All);
    IReadModelStore _engine = null!;

    /// <summary>A new, empty store of these rows on the engine.</summary>
    protected abstract ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows);

    /// <summary>The store is closed: what it lay in may go.</summary>
    protected abstract ValueTask Remove();

    [OneTimeSetUp]
    public async Task Fill()
    {
        _engine = await NewStore(ProjectionTables.All);
        var random = new Random(20261123);
        var changes = (
            from type in new[] { typeof(DisclosureRow), typeof(DutyRow), typeof(FindingRow), typeof(InquiryRow), typeof(IncidentRow), typeof(ReadingRow) }
            let shape = RowShape.Of(type)
            from number in Enumerable.Range(0, RowsPerTable)
            let row = MadeUp(shape, number, random)
            select new RowChange(type, row.Key, row)).ToList();
        await _memory.Current.Commit(changes, 1, None);
        await _engine.Current.Commit(changes, 1, None);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _engine.DisposeAsync();
        await Remove();
    }

    [TestCase(RowOrders.Time), TestCase(RowOrders.Recipient)]
    public async Task Disclosures(string order)
    {
        await Walk<ListDisclosures, DisclosureRow>(new(Officer), order, RowsPerTable);
        await Walk<ListDisclosures, DisclosureRow>(new(Officer) { Recipient = "law" }, order);
        await Walk<ListDisclosures, DisclosureRow>(new(Officer) { Ground = "consent", From = Micros.ToMoment(10), To = Micros.ToMoment(40) }, order);
    }

    [TestCase(RowOrders.Due), TestCase(RowOrders.Time)]
    public async Task Duties(string order)
    {
        await Walk<ListDuties, DutyRow>(new(Officer) { State = DutyState.All }, order, RowsPerTable);
        await Walk<ListDuties, DutyRow>(new(Officer) { DueBefore = Micros.ToMoment(25) }, order);
        await Walk<ListDuties, DutyRow>(new(Officer) { State = DutyState.Missed, Rule = "law" }, order);
    }

    [TestCase(RowOrders.Time), TestCase(RowOrders.Kind)]
    public async Task Findings(string order)
    {
        await Walk<ListFindings, FindingRow>(new(Officer), order, RowsPerTable);
        await Walk<ListFindings, FindingRow>(new(Officer) { State = FindingState.Open }, order);
        await Walk<ListFindings, FindingRow>(new(Officer) { Code = "law", Severity = Severity.Breach }, order);
    }

    [TestCase(RowOrders.Time), TestCase(RowOrders.Due), TestCase(RowOrders.Number)]
    public async Task Inquiries(string order)
    {
        await Walk<ListInquiries, InquiryRow>(new(Officer), order, RowsPerTable);
        await Walk<ListInquiries, InquiryRow>(new(Officer) { OpenOnly = true, From = InquiryFrom.Court }, order);
    }

    [TestCase(RowOrders.Time), TestCase(RowOrders.Due), TestCase(RowOrders.Number)]
    public async Task Incidents(string order)
    {
        await Walk<ListIncidents, IncidentRow>(new(Officer), order, RowsPerTable);
        await Walk<ListIncidents, IncidentRow>(new(Officer) { OpenOnly = true }, order);
    }

    [TestCase(RowOrders.Time), TestCase(RowOrders.Viewer)]
    public async Task Readings(string order)
    {
        await Walk<ListReadings, ReadingRow>(new(Officer), order, RowsPerTable);
        await Walk<ListReadings, ReadingRow>(new(Officer) { Viewer = "law", Exported = true, From = Micros.ToMoment(5) }, order);
    }

    async Task Walk<TRequest, TRow>(TRequest request, string order, int? rows = null) where TRequest : ListRows<TRow> where TRow : class, IRow
    {
        foreach (var descending in new[] { false, true })
        {
            ListRows<TRow> whole = request;
            var asked = whole with { Order = new(order, descending), Take = Take };
            var (pages, back) = (await Forward<TRequest, TRow>(_engine, asked), await Backward<TRequest, TRow>(_engine, asked));
            var walked = pages.SelectMany(page => page).ToList();
            Assert.Multiple(() =>
            {
                Assert.That(walked, Is.Not.Empty.And.Unique);
                Assert.That(walked, Has.Count.EqualTo(rows ?? walked.Count));
                Assert.That(back.SelectMany(page => page), Is.EqualTo(walked), "backwards");
            });
            Assert.That((await Forward<TRequest, TRow>(_memory, asked)).SelectMany(page => page), Is.EqualTo(walked), "in memory");
            if (descending) Assert.That(walked.AsEnumerable().Reverse(), Is.EqualTo((await Forward<TRequest, TRow>(_engine, asked with { Order = new(order) })).SelectMany(page => page)));
        }
    }

    static async Task<List<IReadOnlyList<TRow>>> Forward<TRequest, TRow>(IReadModelStore store, ListRows<TRow> asked) where TRequest : ListRows<TRow> where TRow : class, IRow
    {
        List<IReadOnlyList<TRow>> pages = [];
        for (var page = await Ask<TRequest, TRow>(store, asked); ; page = await Ask<TRequest, TRow>(store, asked with { After = page.Next }))
        {
            pages.Add(page.Rows);
            Assert.That(page.Previous is null, Is.EqualTo(pages.Count == 1), "before the first page is nothing");
            if (page.Next is null) return pages;
        }
    }

    /// <summary>From the last page to the first, which is whole again.</summary>
    static async Task<List<IReadOnlyList<TRow>>> Backward<TRequest, TRow>(IReadModelStore store, ListRows<TRow> asked) where TRequest : ListRows<TRow> where TRow : class, IRow
    {
        List<IReadOnlyList<TRow>> pages = [];
        var page = await Ask<TRequest, TRow>(store, asked with { Back = true });
        for (; page.Previous is { } previous; page = await Ask<TRequest, TRow>(store, asked with { Back = true, After = previous })) pages.Insert(0, page.Rows);
        var first = page.Rows.TakeWhile(row => pages.Count == 0 || !Equals(row, pages[0][0])).ToList();
        pages.Insert(0, first);
        return pages;
    }

    static async Task<Page<TRow>> Ask<TRequest, TRow>(IReadModelStore store, ListRows<TRow> asked) where TRequest : ListRows<TRow> where TRow : class, IRow =>
        (await new ListRowsHandler<TRequest, TRow>(store, new MemoryKeyVault(System.Security.Cryptography.RandomNumberGenerator.Fill)).Handle((TRequest)asked, None)).Value;

    static IRow MadeUp(RowShape shape, int number, Random random)
    {
        var members = shape.Materialiser.GetParameters().Select(shape.Of);
        return (IRow)shape.Materialiser.Invoke([.. members.Select((member, place) => (object?)(member switch
        {
            { Name: "Index" or "Place" } => (long)number,
            { Nullable: true } when random.Next(4) == 0 => null,
            _ when member.Type == typeof(bool) => random.Next(2) == 0,
            _ when member.Type == typeof(long) => random.NextInt64(50),
            _ => place == 0 ? $"{Texts[random.Next(Texts.Length)]}/{number}" : Texts[random.Next(Texts.Length)],
        }))]);
    }
}
