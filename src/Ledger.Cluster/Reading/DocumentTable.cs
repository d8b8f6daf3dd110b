using System.Text.Json;
using Ledger.Postgres;
using Ledger.Reading;
using Marten;
using Npgsql;

namespace Ledger.Cluster;

/// <summary>The documents of one row type.</summary>
abstract class DocumentTable(RowShape shape, string prefix)
{
    readonly string _alias = (prefix + shape.Row.Name).ToLowerInvariant();

    /// <summary>The table's, without the schema's.</summary>
    public string Name => "mt_doc_" + _alias;

    public RowFields Fields { get; } = new(shape);

    protected string Alias => _alias;

    public static DocumentTable Of(RowShape shape, string prefix) => (DocumentTable)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(shape.Row), shape, prefix)!;

    /// <summary>Tells Marten of it.</summary>
    public abstract void Map(StoreOptions options);

    /// <summary>Makes the row whose document stands in this column.</summary>
    public abstract IRow Read(NpgsqlDataReader reader, int column);

    /// <summary>Queues a row, or the removal of one.</summary>
    public abstract void Change(IDocumentSession session, string key, IRow? row);

    sealed class Typed<TRow>(RowShape shape, string prefix) : DocumentTable(shape, prefix) where TRow : class, IRow
    {
        public override void Map(StoreOptions options) => options.Schema.For<RowDocument<TRow>>().Identity(document => document.Id).DocumentAlias(Alias);

        public override IRow Read(NpgsqlDataReader reader, int column) => JsonSerializer.Deserialize<TRow>(reader.GetString(column), RowDocuments.Options)!;

        public override void Change(IDocumentSession session, string key, IRow? row)
        {
            if (row is null) session.Delete<RowDocument<TRow>>(StoredText.Encode(key));
            else session.Store(RowDocument<TRow>.Of((TRow)row));
        }
    }
}
