using System.Globalization;
using System.Text;
using Ledger.Journal;

namespace Ledger.Storage.Tests;

/// <summary>Entries for journals under test: the body is any bytes, since a journal does not read them.</summary>
static class Entries
{
    public static Entry Of(long index, string stream, long sequence, string? id = null, byte[]? body = null)
    {
        var name = id ?? index.ToString(CultureInfo.InvariantCulture);
        return new(index, stream, sequence, PublicationKey.Of("/tests", name), body ?? Encoding.UTF8.GetBytes($$"""{"id":"{{name}}"}"""));
    }

    /// <summary>One stream, consecutive entries.</summary>
    public static Entry[] Run(long index, string stream, long sequence, int count) =>
        [.. Enumerable.Range(0, count).Select(place => Of(index + place, stream, sequence + place))];

    public static async Task<List<Entry>> ToList(this IAsyncEnumerable<Entry> entries)
    {
        var list = new List<Entry>();
        await foreach (var entry in entries) list.Add(entry);
        return list;
    }

    public static string Text(this Entry entry) => Encoding.UTF8.GetString(entry.Bytes.Span);
}
