using System.Security.Cryptography;
using System.Text.Json;

namespace Ledger.Host.Tests;

/// <summary>An acknowledgement as <c>publish --receipts --json</c> prints it.</summary>
readonly record struct PrintedReceipt(long Index, string LeafHash, bool Duplicate)
{
    /// <summary>The receipts among the lines a run wrote; its summary is none.</summary>
    public static IEnumerable<PrintedReceipt> In(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.TryGetProperty("leafHash", out var hash))
                yield return new(document.RootElement.GetProperty("index").GetInt64(), hash.GetString()!, document.RootElement.GetProperty("duplicate").GetBoolean());
        }
    }
}

/// <summary>The whole journal as an export shows it: event by event, from index 0.</summary>
sealed class ExportedJournal
{
    readonly List<string> lines;

    ExportedJournal(List<string> lines) => this.lines = lines;

    public static ExportedJournal Of(Workspace place)
    {
        var file = place.At("journal.jsonl");
        File.Delete(file);
        place.Run("export", "--format", "jsonl", "--out", file).Exits(0);
        return new([.. File.ReadLines(file)]);
    }

    /// <summary>Ids of the services' own publications, in order of index.</summary>
    public IEnumerable<string> Ids => lines.Select(Published).OfType<string>();

    /// <summary>Every acknowledged event is there, byte for byte, at the index it was acknowledged at.</summary>
    public void Holds(IEnumerable<PrintedReceipt> receipts)
    {
        var lost = receipts.Where(r => r.Index >= lines.Count || LeafHash(lines[(int)r.Index]) != r.LeafHash).Select(r => r.Index).ToArray();
        Assert.That(lost, Is.Empty, $"acknowledged, but not in the journal of {lines.Count} events");
    }

    /// <summary>RFC 6962, section 2.1: SHA-256 of a zero byte and the entry.</summary>
    static string LeafHash(string line) => Convert.ToHexStringLower(SHA256.HashData([0, .. System.Text.Encoding.UTF8.GetBytes(line)]));

    static string? Published(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("source").GetString() is "/ledger" or "/ledger/keys" ? null : document.RootElement.GetProperty("id").GetString();
    }
}
