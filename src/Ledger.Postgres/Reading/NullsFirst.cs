#pragma warning disable EF1001   // Npgsql's generator has the switch and no public way to set it: the version is pinned, and the contract suite tests the order
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Internal;

namespace Ledger.Postgres;

/// <summary>SQL whose every order puts what is null before everything else, as the other engines do; PostgreSQL by itself puts it last.</summary>
/// <param name="dependencies">EF Core's.</param>
/// <param name="types">EF Core's.</param>
/// <param name="options">Npgsql's.</param>
sealed class NullsFirst(QuerySqlGeneratorDependencies dependencies, IRelationalTypeMappingSource types, INpgsqlSingletonOptions options) : IQuerySqlGeneratorFactory
{
    /// <inheritdoc/>
    public QuerySqlGenerator Create() => new NpgsqlQuerySqlGenerator(dependencies, types, reverseNullOrderingEnabled: true, options.PostgresVersion);
}
