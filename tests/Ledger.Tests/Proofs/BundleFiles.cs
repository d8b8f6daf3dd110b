using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>The files of a bundle, to be tampered with; and the tools of an attacker who holds every tile, but neither log key nor journal.</summary>
internal sealed partial class BundleFiles(List<(string Name, byte[] Content)> files)
{
    internal List<(string Name, byte[] Content)> Files { get; } = files;

    internal byte[] this[string name]
    {
        get => Files.Single(file => file.Name == name).Content;
        set => Files[Files.FindIndex(file => file.Name == name)] = (name, value);
    }

    internal string Text(string name) => Encoding.UTF8.GetString(this[name]);

    internal void Edit(string name, Func<string, string> edit) => this[name] = Encoding.UTF8.GetBytes(edit(Text(name)));

    internal List<string> Lines(string name) => [.. Text(name).Split('\n')[..^1]];

    internal void SetLines(string name, IEnumerable<string> lines) =>
        this[name] = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    internal BundleFiles Copy() => new([.. Files]);

    internal static BundleFiles Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return new([.. archive.Entries.Select(entry => (entry.FullName, Content(entry)))]);
    }

    internal byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    internal BundleVerdict Verify(VerifierKey? trusted, X509Certificate2Collection authorities)
    {
        using var stream = new MemoryStream(Zip());
        return BundleVerifier.Verify(stream, trusted, authorities: authorities);
    }

    internal BundleVerdict Verify(VerifierKey? trusted, params string[] others)
    {
        using var stream = new MemoryStream(Zip());
        return BundleVerifier.Verify(stream, trusted, others);
    }

    /// <summary>Makes proof, table and manifest match what events.jsonl and openings.json now say; the indexes are those of its lines.</summary>
    internal BundleFiles Rebuild(MadeUpLedger ledger, IReadOnlyList<long> indexes)
    {
        var checkpoint = Checkpoint.Parse(SignedNote.Parse(Text("checkpoint"))!.Text)!;
        var tree = ledger.Tree;
        var exportIndex = ledger.Entries.FindIndex(entry => entry.AsSpan().SequenceEqual(this["export.json"]));
        using var proof = new MemoryStream();
        var writer = new MultiproofWriter(proof, TileStore.Of(tree).At(checkpoint.Size));
        foreach (var leaf in indexes.Append(exportIndex).Distinct().Order())
        {
            writer.Leaf(leaf, tree[(int)leaf]);
        }
        writer.Finish();
        this["proof"] = proof.ToArray();
        this["events.csv"] = Csv(indexes);
        return RebuildManifest(indexes.Count);
    }

    /// <summary>Puts the files' hashes and the number of events into the manifest.</summary>
    internal BundleFiles RebuildManifest(int? events = null)
    {
        var manifest = JsonNode.Parse(this["manifest.json"])!;
        manifest["events"] = events ?? (int)manifest["events"]!;
        var hashes = new JsonObject();
        foreach (var (name, content) in Files.Where(file => file.Name is not ("manifest.json" or "export.json" or "proof" or "checkpoint" or "timestamps")))
        {
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(content));
        }
        manifest["files"] = hashes;
        Edit("manifest.json", _ => manifest.ToJsonString());
        return this;
    }

    /// <summary>The table, made from the document's words and nothing of the product but the opening of a field.</summary>
    byte[] Csv(IReadOnlyList<long> indexes)
    {
        var openings = JsonNode.Parse(this["openings.json"])!.AsArray().ToLookup(o => (long)o!["index"]!);
        var rows = new StringBuilder("\uFEFFindex,time,recordedtime,type,subject,stream,sequence,actor,source,id,data\r\n");
        foreach (var (index, line) in indexes.Zip(Lines("events.jsonl")))
        {
            var stored = JsonNode.Parse(line)!;
            var data = SealedObject().Replace(line[(line.IndexOf("\"data\":", StringComparison.Ordinal) + 7)..^1], found => Shown(stored, openings[index], found.Value));
            string[] cells = [$"{index}", .. new[] { "time", "recordedtime", "type", "subject", "stream", "sequence", "actor", "source", "id" }
                .Select(name => stored[name]?.ToString() ?? ""), data];
            rows.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }
        return Encoding.UTF8.GetBytes(rows.ToString());
    }

    static string Shown(JsonNode stored, IEnumerable<JsonNode?> openings, string sealedText)
    {
        var field = SealedField.Parse(Encoding.UTF8.GetBytes(sealedText))!;
        foreach (var opening in openings)
        {
            var context = new FieldContext(MadeUpLedger.Origin, (string)stored["stream"]!, (string)stored["source"]!, (string)stored["id"]!,
                (string)opening!["pointer"]!, field.KeyName);
            if (field.Open(context, Convert.FromBase64String((string)opening["key"]!)).Value is { } value)
            {
                return "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";
            }
        }
        return "\"[sealed]\"";
    }

    static string Cell(string text)
    {
        text = text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }

    static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex("""\{"sealed":"ledger\.sealed\.v1"[^}]*\}""")]
    private static partial Regex SealedObject();
}
