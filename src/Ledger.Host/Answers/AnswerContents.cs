using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Answers;

/// <summary>
/// Whose values an answer shows: of a bundle of this ledger its openings say so, each by the key the field is sealed under. Of any other file nobody can tell.
/// </summary>
static class AnswerContents
{
    const string Openings = "openings.json", Scope = "scope.json", Page = "verify.html";

    const int KeysMax = 1_000_000, LineMax = 1 << 17;

    /// <summary>Names of the keys whose values it shows; null where nobody can tell.</summary>
    public static async ValueTask<IReadOnlyCollection<string>?> KeysShown(Stream file, IJournal journal, CancellationToken cancel)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            if (zip.GetEntry(Openings) is not { } openings || !await IsOurs(zip, journal, cancel)) return null;
            var shown = await Keys(openings, journal, cancel);
            // What is told in words is opened as well, unless somebody put a document in by hand.
            return shown is { Count: 0 } && zip.Entries.Any(entry => entry.Name != Page && Path.GetExtension(entry.Name).ToLowerInvariant() is ".pdf" or ".html" or ".zip") ? null : shown;
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException or NotSupportedException or OverflowException or (IOException and not StoreFailedException))   // whatever a zip can be made to say, it is none of ours
        {
            return null;
        }
    }

    static async ValueTask<bool> IsOurs(ZipArchive zip, IJournal journal, CancellationToken cancel)
    {
        if (zip.GetEntry(Scope) is not { Length: < LineMax } scope) return false;
        await using var stream = await scope.OpenAsync(cancel);
        using var json = await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
        return journal.Origins.All.Any(origin => origin.Name == json.RootElement.GetProperty("origin").GetString());
    }

    /// <summary>The openings are lines in the order of the log; each event is read from the log itself.</summary>
    static async ValueTask<HashSet<string>?> Keys(ZipArchiveEntry openings, IJournal journal, CancellationToken cancel)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        await using var stream = await openings.OpenAsync(cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (at, fields) = (-1L, (Dictionary<string, string>?)null);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            var text = line.Trim().TrimEnd(',');
            if (text is "[" or "]" or "[]" or "") continue;
            using var opening = JsonDocument.Parse(text.TrimStart('[').TrimEnd(']'));
            var index = opening.RootElement.GetProperty("index").GetInt64();
            if (index != at || fields is null) (at, fields) = (index, await Fields(index, journal, cancel));
            if (fields is null || !fields.TryGetValue(opening.RootElement.GetProperty("pointer").GetString()!, out var key) || keys.Count >= KeysMax) return null;
            keys.Add(key);
        }
        return keys;
    }

    static async ValueTask<Dictionary<string, string>?> Fields(long index, IJournal journal, CancellationToken cancel)
    {
        if (await journal.At(index, cancel) is not { } entry) return null;
        using var document = JsonDocument.Parse(entry.Bytes);
        return SealedFields.In(document.RootElement).ToDictionary(found => found.Pointer, found => found.Field.KeyName, StringComparer.Ordinal);
    }
}
