using System.Security.Cryptography;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>A bundle, and what its reader holds.</summary>
internal sealed record BundleCase(string Name, byte[] Zip, VerifierKey? Trusted, params string[] Held);

/// <summary>Bundles honest and corrupted in every known way, for programs that must judge them alike.</summary>
internal static partial class BundleCases
{
    static readonly string[] Names = ["scope.json", "events.jsonl", "openings.json", "events.csv", "report.html", "key", "manifest.json", "export.json", "proof", "checkpoint"];

    /// <summary>What turns a good event into none: the text that is there, and what stands for it.</summary>
    internal static readonly string[][] NoEvents =
    [
        ["\"sequence\":2", "\"sequence\":2.0"],
        ["\"sequence\":2", "\"sequence\":\"2\""],
        ["\"id\":", "\"id\":\"a\",\"id\":"],
        ["\"actor\":", "\"other\":\"a\",\"actor\":"],
        ["\"recipient\":", "\"recipient\":\"a\",\"recipient\":"],
        ["\"recipient\":", "\"a\":{\"b\":1,\"\\u0062\":2},\"recipient\":"],
        ["\"data\":{", "\"data\":[],\"x\":{"],
        ["10:00:00Z", "10:00:00"],
        ["\"recipient\":", "\"x\":{\"sealed\":\"ledger.sealed.v1\"},\"recipient\":"],
        ["\"id\":\"e-4\"", "\"id\":\"\\ud800\""],
        ["\"recipient\":", "\"x\":\"\\ud800\",\"recipient\":"],
        ["\"recipient\":", "\"x\":[{\"y\":[\"\\udc00a\"]}],\"recipient\":"],
        ["\"data\":", "\"publishedhash\":\"\\ud800\",\"data\":"],
        ["\"recipient\":", "\"x\":{\"sealed\":\"ledger.sealed.v2\"},\"recipient\":"],
        ["\"recipient\":", "\"x\":{\"sealed\":null},\"recipient\":"],
        ["\"recipient\":", "\"x\":{\"y\":1,\"sealed\":\"ledger.sealed.v1\"},\"recipient\":"],
        ["\"recipient\":", "\"sealed\":1,\"recipient\":"],
    ];

    /// <summary>What turns a good file into another: the file, the text that is there, and what stands for it.</summary>
    static readonly string[][] Edits =
    [
        ["scope.json", "\"known\":8", "\"known\":-0"],
        ["scope.json", "\"known\":8", "\"known\":8.0"],
        ["scope.json", "\"known\":8", "\"known\":9223372036854775807"],
        ["scope.json", "\"known\":8", "\"known\":9223372036854775808"],
        ["scope.json", "\"known\":8", "\"known\":5"],
        ["scope.json", "\"known\":8", "\"known\":10"],
        ["scope.json", "\"s-0a\"", "\"s-0b\""],
        ["scope.json", "\"s-0a\"", "null"],
        ["scope.json", "\"77\"", "\"78\""],
        ["scope.json", "\"77\"", "null"],
        ["scope.json", "\"recipient\":null", "\"recipient\":\"\""],
        ["scope.json", "\"recipient\":null", "\"recipient\":\"court\""],
        ["scope.json", "\"types\":[]", "\"types\":[\"ledger.disclosure.made\"]"],
        ["scope.json", "\"from\":null", "\"from\":\"2026-03-04T10:00:00+00:01\""],
        ["scope.json", "\"from\":null", "\"from\":\"9999-12-31T23:59:59-00:01\""],
        ["scope.json", "\"to\":null", "\"to\":\"2026-02-29T00:00:00Z\""],
        ["scope.json", "\"opened\":true", "\"opened\":false"],
        ["scope.json", "}", ",\"earlier\":[{\"before\":5,\"origin\":\"a\"}]}"],
        ["scope.json", "}", ",\"earlier\":[]}"],
        ["scope.json", "ledger.example", "other.example"],
        ["manifest.json", "\"events\":5", "\"events\":6"],
        ["manifest.json", "\"events\":5", "\"events\":5e0"],
        ["openings.json", "\"index\":1", "\"index\":9223372036854775807"],
        ["openings.json", "\"index\":1", "\"index\":01"],
        ["openings.json", "\"index\":3", "\"index\":4"],
        ["openings.json", "/data/person", "/data/\\u0070erson"],
        ["openings.json", "/data/person", "/data/nobody"],
        ["openings.json", "\n]", ",\n]"],
        ["openings.json", "]\n", "]"],
        ["events.csv", "police", "nobody"],
        ["events.csv", "\r\n", "\n"],
        ["events.jsonl", "police", "nobody"],
        ["proof", "size 12", "size 11"],
        ["proof", "size 12", "size 9223372036854775807"],
        ["proof", "leaf", "node"],
        ["key", "+", "-"],
        ["checkpoint", "\n12\n", "\n012\n"],
        ["checkpoint", "\u2014", "-"],
        ["export.json", "\"known\":8", "\"known\":\"8\""],
    ];

    /// <summary>All of them, by names of their own.</summary>
    internal static async Task<List<BundleCase>> All()
    {
        var (ledger, honest) = await BundleAttack.Exported();
        var trusted = ledger.Signer.VerifierKey;
        List<BundleCase> cases = [new("honest", honest.Zip(), trusted), new("honest without a key", honest.Zip(), null)];
        void Add(string name, BundleFiles files, params string[] held) => cases.Add(new(name, files.Zip(), trusted, held));
        ChangeBytes(honest, Add);
        EditTexts(honest, Add);
        MoveEvents(ledger, honest, Add);
        await ChangeSigners(ledger, honest, Add);
        ChangeFiles(honest, Add);
        foreach (var pair in NoEvents)
        {
            Add($"event {pair[1]}", (await Taken(4, pair[0], pair[1])).Files);
        }
        Add("a person's first event is no registration", (await Taken(1, "subject.registered", "consent.given")).Files);
        Add("an opening of another field", Swapped(honest, "openings.json", "\"key\":\"", 44));
        foreach (var text in new[] { "", "[", "[\n", "[]\n", "[\n]\nx", "[\n{}\n]\n", "[\n,\n]\n", "[\n]\n" })
        {
            Add($"openings {text}", Edited(honest, "openings.json", _ => text));
        }
        cases.AddRange(Zips(honest, trusted));
        await AddOtherScopes(cases);
        return cases;
    }

    /// <summary>Anna's bundle as if the log itself had taken an event of hers otherwise: its leaf, and so tree and checkpoint, are of these bytes.</summary>
    internal static async Task<(MadeUpLedger Ledger, BundleFiles Files)> Taken(int index, string from, string to)
    {
        var ledger = new MadeUpLedger();
        var files = await ledger.Export(ledger.AboutAnna);
        var good = Encoding.UTF8.GetString(ledger.Entries[index]);
        Assert.That(good, Does.Contain(from));
        ledger.Entries[index] = Encoding.UTF8.GetBytes(Replaced(good, from, to));
        files.SetLines("events.jsonl", BundleAttack.Own.Select(n => Encoding.UTF8.GetString(ledger.Entries[(int)n])));
        files["checkpoint"] = Encoding.UTF8.GetBytes(ledger.Note());
        using var proof = new MemoryStream();
        var writer = new MultiproofWriter(proof, TileStore.Of(ledger.Tree).At(ledger.Entries.Count));
        foreach (var leaf in BundleAttack.Own.Append(9))
        {
            writer.Leaf(leaf, ledger.Tree[(int)leaf]);
        }
        writer.Finish();
        files["proof"] = proof.ToArray();
        return (ledger, files.RebuildManifest());
    }

    static void ChangeBytes(BundleFiles honest, Action<string, BundleFiles, string[]> add)
    {
        foreach (var name in Names)
        {
            for (var at = 0; at < honest[name].Length; at += Math.Max(1, honest[name].Length / 8))
            {
                var changed = honest.Copy();
                changed[name] = [.. honest[name]];
                changed[name][at] ^= 1;
                add($"{name}, byte {at}", changed, []);
            }
        }
    }

    static void EditTexts(BundleFiles honest, Action<string, BundleFiles, string[]> add)
    {
        foreach (var edit in Edits)
        {
            var name = string.Join(' ', edit);
            var edited = Edited(honest, edit[0], text => Replaced(text, edit[1], edit[2]));
            add(name, edited, []);
            if (edit[0] != "manifest.json")
            {
                add($"{name}, manifest too", edited.Copy().RebuildManifest(), []);
            }
        }
    }

    static void MoveEvents(MadeUpLedger ledger, BundleFiles honest, Action<string, BundleFiles, string[]> add)
    {
        string Stored(long index) => Encoding.UTF8.GetString(ledger.Entries[(int)index]);
        long[][] orders =
        [
            [3, 4, 5, 7], [1, 3, 5, 7], [1, 3, 4, 5], [1, 1, 3, 4, 5, 7], [1, 3, 4, 5, 7, 7], [1, 3, 4, 5, 7, 1], [1, 4, 3, 5, 7], [3, 4, 5, 7, 1], [1, 2, 3, 4, 5, 7],
            [1, 3, 4, 5, 6, 7], [1, 3, 4, 5, 7, 9], [1, 3, 4, 5, 7, 10], [2, 6], [], [1, 5, 3, 4, 4, 7], [7, 5, 4, 3, 1],
        ];
        foreach (var order in orders)
        {
            var name = $"events {string.Join(' ', order)}";
            var moved = honest.Copy();
            moved.SetLines("events.jsonl", order.Select(Stored));
            add(name, moved, []);
            if (order.Order().Distinct().SequenceEqual(order))
            {
                add($"{name}, all rebuilt", moved.Copy().Rebuild(ledger, order), []);
            }
        }
        foreach (var line in new[] { "", "no JSON", "{}" })
        {
            add($"line {line} put in", Edited(honest, "events.jsonl", text => $"{Stored(1)}\n{line}\n{text[(Stored(1).Length + 1)..]}"), []);
            add($"line {line} put behind", Edited(honest, "events.jsonl", text => $"{text}{line}\n"), []);
        }
        add("no line feed", Edited(honest, "events.jsonl", text => text[..^1]), []);
        add("a line without end", Edited(honest, "events.jsonl", text => Convert.ToHexString(Noise(70_000)) + text), []);
    }

    static async Task ChangeSigners(MadeUpLedger ledger, BundleFiles honest, Action<string, BundleFiles, string[]> add)
    {
        string Signed(long size, string origin = MadeUpLedger.Origin) => ledger.Signer.Sign(new Checkpoint(origin, size, new byte[32]).ToString());
        using var stolen = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var impostor = new NoteSigner(MadeUpLedger.Origin, stolen);
        var forged = Edited(honest, "checkpoint", _ => ledger.Note(impostor));
        add("signed by another", forged, []);
        add("signed by another, with the other's key", Edited(forged, "key", _ => impostor.VerifierKey + "\n").RebuildManifest(), []);
        add("another root", Edited(honest, "checkpoint", _ => Signed(12)), []);
        add("another origin", Edited(honest, "checkpoint", _ => Signed(12, "other.example")), []);
        add("another size", Edited(honest, "checkpoint", _ => Signed(13)), []);
        add("a line of an unknown key", Edited(honest, "checkpoint", text => text + "\u2014 ledger.example/test AAAAAAA=\n"), []);
        add("a line that is none", Edited(honest, "checkpoint", text => text + "\u2014 ledger.example/test AAAAAAB=\n"), []);
        add("signed twice, once wrongly", Edited(honest, "checkpoint", text => text + Replaced(text[text.IndexOf('\u2014', StringComparison.Ordinal)..], "MEU", "MEQ")), []);
        foreach (var held in new[] { honest.Text("checkpoint"), Signed(12), Signed(11), Signed(12, "other.example"), "no note" })
        {
            add($"held {held}", honest, [held]);
        }
        var newer = await ledger.Export(ledger.AboutAnna);
        foreach (var name in new[] { "export.json", "proof", "checkpoint" })
        {
            var mixed = honest.Copy();
            mixed[name] = newer[name];
            add($"{name} of a newer bundle", mixed, []);
        }
    }

    static void ChangeFiles(BundleFiles honest, Action<string, BundleFiles, string[]> add)
    {
        foreach (var name in Names)
        {
            var removed = honest.Copy();
            removed.Files.RemoveAll(file => file.Name == name);
            add($"{name} removed", removed, []);
            var large = removed.Copy();
            large.Files.Add((name, new byte[20_000_000]));
            add($"{name} expands", large, []);
            var doubled = honest.Copy();
            doubled.Files.Add((name, honest[name]));
            add($"{name} doubled", doubled, []);
            add($"{name} empty", Edited(honest, name, _ => ""), []);
        }
        foreach (var text in new[] { "", "{}", """{"format":"ledger.timestamps.v1","stamps":[]}""" })
        {
            var stamped = honest.Copy();
            stamped.Files.Add(("timestamps", Encoding.UTF8.GetBytes(text)));
            add($"timestamps {text}", stamped, []);
        }
        foreach (var name in new[] { "extra.txt", "verify.html", "\u202egpj\u0001" + new string('x', 400) })
        {
            var more = honest.Copy();
            more.Files.Add((name, []));
            add($"{name} added", more, []);
        }
    }

    static BundleFiles Edited(BundleFiles honest, string name, Func<string, string> edit)
    {
        var edited = honest.Copy();
        edited.Edit(name, edit);
        return edited;
    }

    /// <summary>What stands behind the first and the second place where a text is, the one for the other.</summary>
    static BundleFiles Swapped(BundleFiles honest, string name, string before, int length) => Edited(honest, name, text =>
    {
        var first = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var second = text.IndexOf(before, first, StringComparison.Ordinal) + before.Length;
        return $"{text[..first]}{text.AsSpan(second, length)}{text[(first + length)..second]}{text.AsSpan(first, length)}{text[(second + length)..]}";
    });

    static string Replaced(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }
}
