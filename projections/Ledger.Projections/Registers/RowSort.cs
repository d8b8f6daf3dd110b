using System.Linq.Expressions;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>An order of a register's rows that the asker chose.</summary>
/// <param name="Name">Its name, one of the register's own, see <see cref="RowOrders"/>.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
public sealed record RowOrder(string Name, bool Descending = false);

/// <summary>Names of orders.</summary>
public static class RowOrders
{
    /// <summary>When it happened.</summary>
    public const string Time = "time";

    /// <summary>When it is due; what has no end comes last.</summary>
    public const string Due = "due";

    /// <summary>By recipient, each recipient's in time.</summary>
    public const string Recipient = "recipient";

    /// <summary>By kind of finding.</summary>
    public const string Kind = "kind";

    /// <summary>By the operator's own number.</summary>
    public const string Number = "number";

    /// <summary>By who looked.</summary>
    public const string Viewer = "viewer";
}

/// <summary>
/// An order of rows in which a page goes on behind any of them, both ways, without counting those before it: a text first where there is one, then one or two
/// numbers, together different for every row. An index of the row begins with the same members.
/// </summary>
sealed class RowSort<TRow>(Expression<Func<TRow, long>> number, Expression<Func<TRow, long>>? second = null, Expression<Func<TRow, string>>? text = null)
    where TRow : class, IRow
{
    readonly Func<TRow, long> _number = number.Compile(), _second = second?.Compile() ?? (_ => 0);
    readonly Func<TRow, string> _text = text?.Compile() ?? (_ => "");

    /// <summary>Where a row stands in it.</summary>
    public Place PlaceOf(TRow row) => new(_number(row), _second(row), _text(row));

    /// <summary>The rows behind a place, in this order or the other way round.</summary>
    public IQueryable<TRow> Page(IQueryable<TRow> rows, Place? after, bool descending, int take)
    {
        if (after is not null) rows = rows.Where(Behind(after, descending));
        return Ordered(rows, descending).Take(take);
    }

    IQueryable<TRow> Ordered(IQueryable<TRow> rows, bool descending)
    {
        var first = text is null ? By(rows, number) : Then(By(rows, text), number);
        return second is null ? first : Then(first, second);

        IOrderedQueryable<TRow> By<T>(IQueryable<TRow> these, Expression<Func<TRow, T>> key) => descending ? these.OrderByDescending(key) : these.OrderBy(key);
        IOrderedQueryable<TRow> Then<T>(IOrderedQueryable<TRow> these, Expression<Func<TRow, T>> key) => descending ? these.ThenByDescending(key) : these.ThenBy(key);
    }

    /// <summary>a >= A and (a > A or b > B ...): the first condition lets the engine begin at the place, the second leaves out what stands before it there.</summary>
    Expression<Func<TRow, bool>> Behind(Place after, bool descending)
    {
        var row = number.Parameters[0];
        List<(Expression Key, Expression Value)> keys = [];
        var place = Expression.Constant(after);
        if (text is not null) keys.Add((Compared(Of(text), Expression.Property(place, nameof(Place.Text))), Expression.Constant(0)));
        keys.Add((number.Body, Expression.Property(place, nameof(Place.Number))));
        if (second is not null) keys.Add((Of(second), Expression.Property(place, nameof(Place.Second))));
        var behind = Beyond(keys[^1]);
        for (var at = keys.Count - 2; at >= 0; at--) behind = Expression.AndAlso(From(keys[at]), Expression.OrElse(Beyond(keys[at]), behind));
        return Expression.Lambda<Func<TRow, bool>>(behind, row);

        Expression Of<T>(Expression<Func<TRow, T>> key) => new Renamed(key.Parameters[0], row).Visit(key.Body);
        Expression Beyond((Expression Key, Expression Value) key) => descending ? Expression.LessThan(key.Key, key.Value) : Expression.GreaterThan(key.Key, key.Value);
        Expression From((Expression Key, Expression Value) key) => descending ? Expression.LessThanOrEqual(key.Key, key.Value) : Expression.GreaterThanOrEqual(key.Key, key.Value);
    }

    static MethodCallExpression Compared(Expression left, Expression right) => Expression.Call(typeof(string), nameof(string.CompareOrdinal), null, left, right);

    sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
