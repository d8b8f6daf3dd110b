using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Reading;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Postgres;

/// <summary>The tables of one set of read models: their names begin with its number.</summary>
sealed class Generation
{
    readonly Dictionary<Type, RowTable> _tables;
    readonly Lazy<DbContextOptions> _options;

    public Generation(long number, string schema, IEnumerable<RowShape> shapes)
    {
        Number = number;
        _tables = shapes.ToDictionary(shape => shape.Row, shape => new RowTable(shape, schema, PrefixOf(number)));
        _options = new(() => RowContext.OptionsOf(_tables.Values, schema));
    }

    public long Number { get; }

    public IReadOnlyDictionary<Type, RowTable> Tables => _tables;

    /// <summary>EF Core's, made when first asked for.</summary>
    public DbContextOptions Options => _options.Value;

    /// <summary>What the names of a generation's tables begin with.</summary>
    public static string PrefixOf(long number) => string.Create(CultureInfo.InvariantCulture, $"g{number}_");

    /// <summary>What tells sets of other tables apart: a hash of their DDL.</summary>
    public static string ShapeOf(IEnumerable<RowShape> shapes)
    {
        var ddl = string.Concat(shapes.Select(shape => new RowTable(shape, "models", "").Ddl).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ddl)));
    }
}
