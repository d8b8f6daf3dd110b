using System.Reflection;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Storage.Tests;

/// <summary>
/// Every query that the projections name answers on an engine what it answers in memory, over rows made up from the shapes.
/// </summary>
abstract class NamedQueriesContract
{
    const int RowsPerTable = 400;

    static readonly CancellationToken None = CancellationToken.None;

    static readonly string[] Texts = ["open", "missed", "explained", "law", "consent", "s-1", "2026-02-03", "Ёж"];

    readonly MemoryReadModels _memory = new(ProjectionTables.All);
    IReadModelStore _engine = null!;

    const int RoundsMax = 60;

    /// <summary>How often each query is asked, with other arguments; more often where none of them finds anything.</summary>
    protected virtual int Rounds => RoundsMax;

    /// <summary>A new, empty store of these rows on the engine.</summary>
    protected abstract ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows);

    /// <summary>The store is closed: what it lay in may go.</summary>
    protected abstract ValueTask Remove();

    [OneTimeSetUp]
    public async Task Fill()
    {
        _engine = await NewStore(ProjectionTables.All);
        var random = new Random(20260203);
        var changes = (
            from shape in ProjectionTables.All.Select(RowShape.Of)
            from _ in Enumerable.Range(0, RowsPerTable)
            let row = MadeUp(shape, random)
            select new RowChange(shape.Row, row.Key, row)).ToList();
        await _memory.Commit(changes, 1, None);
        await _engine.Current.Commit(changes, 1, None);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _engine.DisposeAsync();
        await Remove();
    }

    protected static IEnumerable<TestCaseData> Queries() =>
        from type in typeof(ProjectionTables).Assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where RowOf(method) is not null
        select new TestCaseData(method).SetArgDisplayNames($"{type.Name}.{method.Name}");

    [TestCaseSource(nameof(Queries))]
    public Task A_named_query_answers_alike(MethodInfo method) =>
        (Task)typeof(NamedQueriesContract).GetMethod(nameof(Compare), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(RowOf(method)!).Invoke(this, [method])!;

    [TestCaseSource(typeof(ProjectionTables), nameof(ProjectionTables.All))]
    public Task A_table_comes_back_as_it_went(Type table) =>
        (Task)typeof(NamedQueriesContract).GetMethod(nameof(CompareAll), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(table).Invoke(this, [])!;

    async Task Compare<TRow>(MethodInfo method) where TRow : class, IRow
    {
        var found = 0;
        for (var seed = 0; seed < Rounds || (found == 0 && seed < RoundsMax); seed++)
        {
            var random = new Random(seed);
            var arguments = method.GetParameters().Select(parameter => Argument(parameter, random)).ToArray();
            var query = (Func<IQueryable<TRow>, IQueryable<TRow>>)method.Invoke(null, arguments)!;
            var expected = (await _memory.Query(query, None)).Value;
            Assert.That((await _engine.Current.Query(query, None)).Value, Is.EqualTo(expected), string.Join(", ", arguments));
            found += expected.Count;
        }
        Assert.That(found, Is.Positive, "no argument found a row");
    }

    async Task CompareAll<TRow>() where TRow : class, IRow
    {
        var rows = (await _memory.Query<TRow>(all => all, None)).Value;
        Assert.That((await _engine.Current.Query<TRow>(all => all, None)).Value, Is.EquivalentTo(rows));
        foreach (var row in rows) Assert.That(await _engine.Current.Find<TRow>(row.Key, None), Is.EqualTo(row));
    }

    static Type? RowOf(MethodInfo method) =>
        method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Func<,>)
            && type.GenericTypeArguments[0] is { IsGenericType: true } rows && rows.GetGenericTypeDefinition() == typeof(IQueryable<>)
            ? rows.GenericTypeArguments[0]
            : null;

    static object? Argument(ParameterInfo parameter, Random random)
    {
        if (parameter.HasDefaultValue && random.Next(2) == 0) return parameter.DefaultValue;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch.AddTicks(random.Next(10_000_000)) : Value(type, random);
    }

    static object Value(Type type, Random random) => type switch
    {
        { IsEnum: true } => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!,
        _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(int) => random.Next(1, 50),
        _ => random.NextInt64(1_000_000),
    };

    static IRow MadeUp(RowShape shape, Random random)
    {
        var members = shape.Materialiser.GetParameters().Select(shape.Of);
        return (IRow)shape.Materialiser.Invoke([.. members.Select((member, place) => (member.Nullable && random.Next(4) == 0, place) switch
        {
            (true, _) => null,
            // The first member tells rows apart; the others repeat, so that queries find something.
            (_, 0) when member.Type == typeof(string) => $"{Value(member.Type, random)}/{random.Next()}",
            _ => Value(member.Type, random),
        })]);
    }
}
