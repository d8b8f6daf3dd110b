using System.Linq.Expressions;
using System.Runtime.ExceptionServices;
using Ledger.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.Conventions;

namespace Ledger.Postgres;

/// <summary>
/// EF Core over the tables of a set, to read only: no tracking, no migrations; the tables are made elsewhere. Text compares and sorts by its UTF-8 bytes (the
/// columns' collation "C"); that is the order of <see cref="StringComparer.Ordinal"/> except that characters beyond U+FFFF come after U+E000 to U+FFFF.
/// </summary>
sealed class RowContext : DbContext
{
    /// <summary>Stands for a key that a row computes and does not store.</summary>
    const string ShadowKey = "RowKey";

    static readonly ValueConverter<string, string> Text = new(text => StoredText.Encode(text), stored => StoredText.Decode(stored));

    /// <param name="options">Of <see cref="OptionsOf"/>.</param>
    /// <param name="connection">Open; whatever transaction is going on there is the one that is read in.</param>
    public RowContext(DbContextOptions options, NpgsqlConnection connection) : base(options) => Database.SetDbConnection(connection);

    /// <summary>The model of a set of tables, built once and shared by all its contexts.</summary>
    public static DbContextOptions OptionsOf(IEnumerable<RowTable> tables, string schema)
    {
        var builder = new ModelBuilder(NpgsqlConventionSetBuilder.Build());
        foreach (var table in tables)
        {
            var shape = table.Shape;
            var entity = builder.Entity(shape.Row).ToTable(table.Bare, schema);
            foreach (var member in shape.Members)
            {
                var property = entity.Property(member.Property.PropertyType, member.Name).IsRequired(!member.Nullable);
                if (member.Type == typeof(string)) property.HasConversion(Text);
            }
            if (shape.StoresKey)
            {
                entity.HasKey(nameof(IRow.Key));
                continue;
            }
            entity.Ignore(nameof(IRow.Key));
            entity.Property<string>(ShadowKey).HasColumnName(nameof(IRow.Key)).HasConversion(Text);
            entity.HasKey(ShadowKey);
        }
        var options = new DbContextOptionsBuilder<RowContext>().UseModel(builder.FinalizeModel()).UseNpgsql()
            .ReplaceService<IQuerySqlGeneratorFactory, NullsFirst>().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
        using var first = new RowContext(options, new NpgsqlConnection());
        _ = first.Model;   // what the first context adds to the model must not be added by two at once
        return options;
    }

    /// <summary>Runs a query over one table.</summary>
    public async Task<IReadOnlyList<TRow>> Rows<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
        await Plainly(() => Asked(query).ToListAsync(cancel));

    /// <summary>Counts the rows of a query over one table; none of them is read.</summary>
    public Task<long> Count<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
        Plainly(() => Asked(query).LongCountAsync(cancel));

    /// <summary>EF Core wraps what may pass into advice on retrying; here it is told as it was.</summary>
    static async Task<T> Plainly<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (InvalidOperationException exception) when (exception.InnerException is NpgsqlException or TimeoutException or IOException)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }

    IQueryable<TRow> Asked<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow
    {
        var asked = query(Set<TRow>());
        var computesKey = Model.FindEntityType(typeof(TRow))!.FindProperty(ShadowKey) is not null;
        return asked.Provider.CreateQuery<TRow>(new Rewriter(computesKey).Visit(asked.Expression));
    }

    /// <summary>
    /// A computed key has a column all the same: queries that name the key mean that column. And EF Core knows <c>string.Compare</c> alone, which in the database is
    /// ordinal.
    /// </summary>
    sealed class Rewriter(bool computesKey) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) =>
            computesKey && node is { Member.Name: nameof(IRow.Key), Expression: ParameterExpression row } && typeof(IRow).IsAssignableFrom(row.Type)
                ? Expression.Call(typeof(EF), nameof(EF.Property), [typeof(string)], row, Expression.Constant(ShadowKey))
                : base.VisitMember(node);

        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node.Method.DeclaringType == typeof(string) && node.Method.Name == nameof(string.CompareOrdinal) && node.Arguments.Count == 2
                ? Visit(Expression.Call(typeof(string), nameof(string.Compare), null, node.Arguments[0], node.Arguments[1]))
                : base.VisitMethodCall(node);
    }
}
