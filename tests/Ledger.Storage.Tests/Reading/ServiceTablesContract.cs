using Ledger.Access;
using Ledger.Listening;
using Ledger.Reading;

namespace Ledger.Storage.Tests;

/// <summary>What tables that are truth must do, on every engine.</summary>
abstract class ServiceTablesContract
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected IServiceTables Tables { get; set; } = null!;

    protected abstract IServiceTables NewTables();

    [SetUp]
    public void Open() => Tables = NewTables();

    [TearDown]
    public async Task Close() => await Tables.DisposeAsync();

    [Test]
    public async Task A_row_that_was_committed_is_found_changed_and_gone()
    {
        await Tables.Commit([Put(Key("p1", "svc"))], None);
        Assert.That(await Tables.Find<ApiKeyRow>("p1", None), Is.EqualTo(Key("p1", "svc")));
        await Tables.Commit([Put(Key("p1", "svc") with { LastUsed = 5 })], None);
        Assert.That((await Tables.Find<ApiKeyRow>("p1", None))!.LastUsed, Is.EqualTo(5));
        await Tables.Commit([new(typeof(ApiKeyRow), "p1", null)], None);
        Assert.That(await Tables.Find<ApiKeyRow>("p1", None), Is.Null);
    }

    [Test]
    public async Task Every_row_type_has_its_table()
    {
        foreach (var row in ServiceRows.All) await Tables.Commit([new(row, "nothing", null)], None);
        Assert.That(ServiceRows.All, Does.Contain(typeof(DeliveryRow)));
    }

    [Test]
    public async Task Rows_are_asked_for_by_what_they_hold()
    {
        await Tables.Commit([Put(Key("p1", "svc")), Put(Key("p2", "crm")), Put(Key("p3", "svc"))], None);
        var found = await Tables.Query<ApiKeyRow>(rows => rows.Where(row => row.Name == "svc").OrderBy(row => row.Prefix), None);
        Assert.That(found.Select(row => row.Prefix), Is.EqualTo(new[] { "p1", "p3" }));
    }

    [Test]
    public async Task A_commit_is_whole_or_nothing()
    {
        Assert.That(async () => await Tables.Commit([Put(Key("p1", "svc")), new(typeof(string), "x", null)], None), Throws.Exception);
        Assert.That(await Tables.Find<ApiKeyRow>("p1", None), Is.Null);
        await Tables.Commit([Put(Key("p1", "svc"))], None);
        Assert.That(await Tables.Find<ApiKeyRow>("p1", None), Is.Not.Null);
    }

    protected static RowChange Put(ApiKeyRow row) => new(typeof(ApiKeyRow), row.Key, row);

    protected static ApiKeyRow Key(string prefix, string name) => new(prefix, "hash", name, "publisher", null, null, "", null, 1, null, null, null, ApiKeyStates.Living);
}
