using System.Linq.Expressions;
using Ledger.Reading;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Ledger.Sqlite;

/// <summary>
/// EF Core over the tables of a set, to read only: no tracking, no migrations; the tables are made elsewhere. Text compares and sorts by
/// its UTF-8 bytes (SQLite's BINARY collation); that is the order of <see cref="StringComparer.Ordinal"/> except that characters beyond
/// U+FFFF come after U+E000 to U+FFFF.
/// </summary>
sealed class RowContext : DbContext
{
    /// <summary>Stands for a key that a row computes and does not store.</summary>
    const string ShadowKey = "RowKey";

    public RowContext(IModel model, SqliteConnection connection)
        : base(new DbContextOptionsBuilder<RowContext>().UseModel(model).UseSqlite(connection)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options)
    {
    }

    /// <summary>The model of a set of tables, built once and shared by all its contexts.</summary>
    public static IModel ModelOf(IEnumerable<RowShape> shapes)
    {
        var builder = new ModelBuilder(SqliteConventionSetBuilder.Build());
        foreach (var shape in shapes)
        {
            var entity = builder.Entity(shape.Row).ToTable(shape.Row.Name);
            foreach (var member in shape.Members) entity.Property(member.Property.PropertyType, member.Name).IsRequired(!member.Nullable);
            if (shape.StoresKey)
            {
                entity.HasKey(nameof(IRow.Key));
                continue;
            }
            entity.Ignore(nameof(IRow.Key));
            entity.Property<string>(ShadowKey).HasColumnName(nameof(IRow.Key));
            entity.HasKey(ShadowKey);
        }
        var model = builder.FinalizeModel();
        using var first = new RowContext(model, new SqliteConnection());
        _ = first.Model;   // what the first context adds to the model must not be added by two at once
        return model;
    }

    /// <summary>Runs a query over one table.</summary>
    public List<TRow> Rows<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow => [.. Asked(query)];

    /// <summary>Counts the rows of a query over one table; none of them is read.</summary>
    public long Count<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow => Asked(query).LongCount();

    IQueryable<TRow> Asked<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow
    {
        var asked = query(Set<TRow>());
        var computesKey = Model.FindEntityType(typeof(TRow))!.FindProperty(ShadowKey) is not null;
        return asked.Provider.CreateQuery<TRow>(new Rewriter(computesKey).Visit(asked.Expression));
    }

    /// <summary>
    /// A computed key has a column all the same: queries that name the key mean that column. And EF Core knows <c>string.Compare</c> alone,
    /// which in the database is ordinal.
    /// </summary>
    sealed class Rewriter(bool computesKey) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) =>
            computesKey && node is { Member.Name: nameof(IRow.Key), Expression: ParameterExpression row }
                && typeof(IRow).IsAssignableFrom(row.Type)
                ? Expression.Call(typeof(EF), nameof(EF.Property), [typeof(string)], row, Expression.Constant(ShadowKey))
                : base.VisitMember(node);

        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node.Method.DeclaringType == typeof(string) && node.Method.Name == nameof(string.CompareOrdinal) && node.Arguments.Count == 2
                ? Visit(Expression.Call(typeof(string), nameof(string.Compare), null, node.Arguments[0], node.Arguments[1]))
                : base.VisitMethodCall(node);
    }
}
