using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Host.Tests.Leaks;

/// <summary>Personal values that occur nowhere else in the world, and the search for any trace of them in files.</summary>
sealed class Marks
{
    readonly List<string> values = [];
    readonly List<(string What, byte[] Bytes)> traces = [];
    SearchValues<string>? any;

    public IReadOnlyList<string> Values => values;

    /// <summary>A new value: text, or a hash where a hash is expected.</summary>
    public string New(bool hash = false)
    {
        var name = $"mark{values.Count:D4}zq7kx";
        var value = hash ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("document " + name))) : name;
        any = null;
        values.Add(value);
        traces.AddRange(Traces(value));
        if (hash) traces.AddRange(Encoded($"bytes of {value}", Convert.FromHexString(value)));
        return value;
    }

    /// <summary>What is found of any mark in these bytes: in UTF-8, in UTF-16, in hexadecimal, in base64 at each alignment, or its plain SHA-256.</summary>
    public IEnumerable<string> In(string where, byte[] bytes)
    {
        any ??= SearchValues.Create([.. traces.Select(t => Encoding.Latin1.GetString(t.Bytes))], StringComparison.Ordinal);
        if (!Encoding.Latin1.GetString(bytes).AsSpan().ContainsAny(any)) yield break;   // one look for all of them, as files are large
        foreach (var (what, trace) in traces)
            if (bytes.AsSpan().IndexOf(trace) >= 0) yield return $"{where}: {what}";
    }

    public IEnumerable<string> In(string where, string text) => In(where, Encoding.UTF8.GetBytes(text));

    /// <summary>What is found in any file below the folder, within zip files too, and in the names of the files.</summary>
    public IEnumerable<string> InFolder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file);
            foreach (var found in In($"name of {name}", name)) yield return found;
            if (Bytes(file) is not { } bytes) continue;
            foreach (var found in In(name, bytes)) yield return found;
            if (!file.EndsWith(".zip", StringComparison.Ordinal)) continue;
            foreach (var found in InZip(Path.GetFileName(file), bytes)) yield return found;
        }
    }

    /// <summary>Null where it is empty, or a pipe of the runtime's, which would not end; or where a running ledger has dropped it since it was listed, as it does with read models.</summary>
    static byte[]? Bytes(string file)
    {
        try
        {
            return new FileInfo(file).Length == 0 ? null : File.ReadAllBytes(file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What is found in the files of a zip.</summary>
    public IEnumerable<string> InZip(string where, byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            foreach (var found in In($"{where}/{entry.FullName}", memory.ToArray())) yield return found;
        }
    }

    static IEnumerable<(string, byte[])> Traces(string value)
    {
        foreach (var trace in Encoded(value, Encoding.UTF8.GetBytes(value))) yield return trace;
        yield return ($"{value} in UTF-16", Encoding.Unicode.GetBytes(value));
        foreach (var trace in Encoded($"SHA-256 of {value}", SHA256.HashData(Encoding.UTF8.GetBytes(value)))) yield return trace;
    }

    /// <summary>The bytes as they are, and in the spellings in which programs write bytes.</summary>
    static IEnumerable<(string, byte[])> Encoded(string what, byte[] bytes)
    {
        yield return (what, bytes);
        yield return ($"{what} in hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
        yield return ($"{what} in hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        for (var before = 0; before < 3; before++)
        {
            var base64 = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var from = before == 0 ? 0 : before + 1;   // the characters that the bytes in front have a part in are left out
            yield return ($"{what} in base64", Encoding.ASCII.GetBytes(base64[from..((before + bytes.Length) * 8 / 6)]));
        }
    }
}
