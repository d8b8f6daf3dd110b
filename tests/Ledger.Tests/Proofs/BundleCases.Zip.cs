using System.Security.Cryptography;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <content>Odd zips, other scopes, and chance.</content>
internal static partial class BundleCases
{
    const int Rounds = 60;

    static readonly string[] Tokens =
    [
        "\"", "\\", "\\u0000", "\\ud83d\\ude00", "\\ud83d", "\u00e9", "{", "}", "[", "]", ",", ":", " ", "0", "-0", "1e5", "01", "null", "\"sealed\":1", "\"a\":1,\"a\":2", "{}", "\u0001", "\ufeff", "//", "=", "Z",
        "+01:00", ".5", "9007199254740993", "9223372036854775808", "\\u0061", "\u2028",
    ];

    static IEnumerable<BundleCase> Zips(BundleFiles honest, VerifierKey trusted)
    {
        foreach (var (name, odd) in OddZipCases.Plain().Concat(OddZipCases.Ambiguous()))
        {
            foreach (var file in new[] { "events.jsonl", "report.html" })
            {
                yield return new($"{file}: {name}", OddZip.Write(honest, file, odd), trusted);
            }
        }
        var zip = honest.Zip();
        for (var length = 0; length < zip.Length; length += 1 + zip.Length / 12)
        {
            yield return new($"cut at {length}", zip[..length], trusted);
        }
        yield return new("a byte behind", [.. zip, 0], trusted);
        yield return new("a byte before", [0, .. zip], trusted);
        var random = new Random(152);
        for (var round = 0; round < Rounds; round++)
        {
            var changed = zip.ToArray();
            var at = random.Next(changed.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            yield return new($"a bit of byte {at}", changed, trusted);
        }
    }

    /// <summary>Bundles of everything and of a continued log, events that were changed by chance before the log took them, and files that were changed after.</summary>
    static async Task AddOtherScopes(List<BundleCase> cases)
    {
        var (ledger, whole) = await BundleAttack.Exported(scope => scope with { Person = null, Inquiry = null });
        var trusted = ledger.Signer.VerifierKey;
        cases.Add(new("everything", whole.Zip(), trusted));
        foreach (var dropped in new long[] { 0, 4, 8 })
        {
            long[] kept = [.. Enumerable.Range(0, 9).Select(n => (long)n).Where(n => n != dropped)];
            var copy = whole.Copy();
            copy.SetLines("events.jsonl", kept.Select(n => Encoding.UTF8.GetString(ledger.Entries[(int)n])));
            cases.Add(new($"everything but {dropped}", copy.Rebuild(ledger, kept).Zip(), trusted));
        }
        var continued = new MadeUpLedger("ledger.example/before");
        EarlierOrigin[] earlier = [new(9, "ledger.example/before")];
        var files = await continued.Export(new() { Origin = MadeUpLedger.Origin, Earlier = earlier, Opened = true, Known = continued.Newest });
        cases.Add(new("continued", files.Zip(), continued.Signer.VerifierKey));
        foreach (var to in new[] { "\"before\":8", "\"before\":10", "\"before\":9.0", "\"before\":11" })
        {
            cases.Add(new($"continued, {to}", Edited(files, "scope.json", text => Replaced(text, "\"before\":9", to)).RebuildManifest().Zip(), continued.Signer.VerifierKey));
        }
        var (largeLedger, large) = await Large();
        cases.Add(new("large", large.Zip(), largeLedger.Signer.VerifierKey));
        cases.Add(new("large, changed late", Edited(large, "events.jsonl", text => text.Replace("\"id\":\"e-2000\"", "\"id\":\"e-2\"", StringComparison.Ordinal)).Zip(), largeLedger.Signer.VerifierKey));
        var random = new Random(27);
        for (var round = 0; round < Rounds; round++)
        {
            var at = random.Next(BundleAttack.Own.Length);
            var taken = await Chance(random, (int)BundleAttack.Own[at]);
            cases.Add(new($"by chance, event {BundleAttack.Own[at]}, round {round}", taken.Zip(), null));
            var name = Names[round % Names.Length];
            cases.Add(new($"by chance, {name}, round {round}", Edited(whole, name, text => ByChance(text, random)).Zip(), null));
        }
    }

    /// <summary>More events, and text that packs badly, than fit in what a program reads at once.</summary>
    static async Task<(MadeUpLedger Ledger, BundleFiles Files)> Large()
    {
        var ledger = new MadeUpLedger();
        for (var n = 0; n < 3000; n++)
        {
            var note = Convert.ToHexString(SHA512.HashData(BitConverter.GetBytes(n))) + Convert.ToHexString(SHA512.HashData(BitConverter.GetBytes(-n)));
            ledger.Add("disclosure.made", MadeUpLedger.Boris, MadeUpLedger.Boris, $$"""{"recipient":"police","note":"{{note}}{{note}}","told":{{ledger.Seal(MadeUpLedger.Boris, "/data/told", "content/note", note)}}}""");
        }
        return (ledger, await ledger.Export(ledger.AboutAnna with { Person = null, Inquiry = null }));
    }

    static async Task<BundleFiles> Chance(Random random, int index)
    {
        var stored = Encoding.UTF8.GetString(new MadeUpLedger().Entries[index]);
        return (await Taken(index, stored, ByChance(stored, random))).Files;
    }

    static string ByChance(string text, Random random)
    {
        var at = random.Next(text.Length);
        var token = Tokens[random.Next(Tokens.Length)];
        return random.Next(3) switch
        {
            0 => text.Insert(at, token),
            1 => string.Concat(text.AsSpan(0, at), token, text.AsSpan(Math.Min(at + 1, text.Length))),
            _ => text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at)),
        };
    }

    static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
