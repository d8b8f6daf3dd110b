using Microsoft.Data.Sqlite;

namespace Ledger.Storage.Tests;

/// <summary>A look at the bytes of a vault's files, past the vault.</summary>
static class VaultBytes
{
    /// <summary>The first column of what a statement answers.</summary>
    public static List<byte[]> Column(string path, string sql, bool write = false)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly, Pooling = false };
        using var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<byte[]>();
        while (reader.Read()) values.Add(reader.GetFieldValue<byte[]>(0));
        return values;
    }

    /// <summary>How many of the byte strings are somewhere in the files of the vault in a folder.</summary>
    public static int Found(string folder, List<byte[]> needles)
    {
        var files = Directory.GetFiles(folder, "vault.db*").Select(OpenFile.Bytes).ToList();
        return needles.Count(needle => files.Exists(file => file.AsSpan().IndexOf(needle) >= 0));
    }
}
