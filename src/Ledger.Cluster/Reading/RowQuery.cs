using System.Linq.Expressions;
using Ledger.Reading;
using Marten;
using Marten.Linq.MatchesSql;

namespace Ledger.Cluster;

/// <summary>
/// A query over rows as a query over Marten's documents. Its conditions and orders become fragments of SQL within Marten's LINQ, since that itself compares text by the
/// database's collation and puts nothing last; all of it is answered by the server.
/// </summary>
sealed class RowQuery
{
    readonly RowFields _fields;
    readonly List<string> _orders = [];
    readonly List<(string Sql, object[] Parameters)> _conditions = [];
    int? _take;

    RowQuery(RowFields fields) => _fields = fields;

    /// <exception cref="NotSupportedException">It has what no query of the ledger has.</exception>
    public static RowQuery Of<TRow>(RowFields fields, Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow
    {
        var read = new RowQuery(fields);
        read.Add(query(Array.Empty<TRow>().AsQueryable()).Expression);
        return read;
    }

    /// <summary>The documents it selects, in order.</summary>
    public IQueryable<RowDocument<TRow>> Rows<TRow>(IQuerySession session) where TRow : class, IRow
    {
        var asked = Selected<TRow>(session);
        if (_orders.Count > 0) asked = asked.OrderBySql(string.Join(", ", _orders));
        return _take is { } take ? asked.Take(take) : asked;
    }

    /// <summary>How many it selects.</summary>
    public async Task<long> Count<TRow>(IQuerySession session, CancellationToken cancel) where TRow : class, IRow
    {
        var all = await Selected<TRow>(session).LongCountAsync(cancel);
        return _take is { } take ? Math.Min(all, take) : all;
    }

    IQueryable<RowDocument<TRow>> Selected<TRow>(IQuerySession session) where TRow : class, IRow
    {
        IQueryable<RowDocument<TRow>> asked = session.Query<RowDocument<TRow>>();
        foreach (var (sql, parameters) in _conditions) asked = asked.Where(row => row.MatchesSql(sql, parameters));
        return asked;
    }

    void Add(Expression expression)
    {
        if (expression is not MethodCallExpression { Method: var method, Arguments: [var source, var argument] } || method.DeclaringType != typeof(Queryable)) return;
        Add(source);
        if (_take is not null) throw new NotSupportedException("What is taken is taken last.");
        switch (method.Name)
        {
            case nameof(Queryable.Where):
                _conditions.Add(RowCondition.Of(_fields, Lambda(argument).Body));
                break;
            case nameof(Queryable.Take):
                _take = (int)RowCondition.Evaluate(argument)!;
                break;
            case nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending) or nameof(Queryable.ThenBy) or nameof(Queryable.ThenByDescending):
                if (method.Name.StartsWith("Order", StringComparison.Ordinal)) _orders.Clear();
                _orders.Add(_fields.Ordered(Member(Lambda(argument).Body), descending: method.Name.EndsWith("Descending", StringComparison.Ordinal)));
                break;
            default:
                throw new NotSupportedException($"{method.Name} is in no query of the ledger.");
        }
    }

    static LambdaExpression Lambda(Expression argument) => (LambdaExpression)((UnaryExpression)argument).Operand;

    static string Member(Expression expression) => RowCondition.Bare(expression) is MemberExpression { Member.Name: var name, Expression: { } of } && RowCondition.Bare(of) is ParameterExpression
        ? name
        : throw new NotSupportedException("Rows are ordered by members.");
}
