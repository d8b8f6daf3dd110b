using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Ledger.Reports;

/// <summary>
/// verify.html: one file with which a bundle is checked in a browser, offline (docs/verify.md). Put together from its parts once, the same bytes each time, so
/// that two copies of one version can be compared by their hash. It allows itself its own scripts and style by hash, and no connection at all.
/// </summary>
public sealed class VerifyPage
{
    const string Parts = "verify/";

    static readonly Lazy<VerifyPage> Composed = new(() => new VerifyPage());

    VerifyPage()
    {
        var (style, script) = (Part("page.css"), $"(() => {{\n{Joined("ui/")}}})();\n");
        var policy = $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; worker-src blob:; connect-src 'none'; img-src data:; base-uri 'none'; form-action 'none'";
        var text = Part("page.html").Replace("@policy@", policy, StringComparison.Ordinal);
        foreach (var (place, content) in ((string, string)[])[("style", style), ("words", Words()), ("worker", Joined("worker/")), ("script", script)])
            text = text.Replace($"@{place}@", Inert(content), StringComparison.Ordinal);
        var utf8 = Encoding.UTF8.GetBytes(text);
        (Utf8, Sha256) = (utf8, Convert.ToHexStringLower(SHA256.HashData(utf8)));
    }

    /// <summary>The page of this version.</summary>
    public static VerifyPage Current => Composed.Value;

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>SHA-256 of its bytes, lowercase hexadecimal.</summary>
    public string Sha256 { get; }

    static string Hash(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";

    /// <summary>All words of both languages as one object; no name twice.</summary>
    static string Words()
    {
        var all = new JsonObject();
        foreach (var name in Names("words/"))
            foreach (var (key, words) in JsonNode.Parse(Part(name))!.AsObject())
                all.Add(key, words!.DeepClone());
        return all.ToJsonString(new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });   // escapes what HTML gives a meaning
    }

    static string Joined(string folder) => string.Concat(Names(folder).Select(Part));

    /// <summary>The parts in a folder by name, whose numbers are the order.</summary>
    static IEnumerable<string> Names(string folder) =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Parts + folder, StringComparison.Ordinal))
            .Select(name => name[Parts.Length..]).Order(StringComparer.Ordinal);

    static string Part(string name)
    {
        using var part = Assembly.GetExecutingAssembly().GetManifestResourceStream(Parts + name) ?? throw new InvalidOperationException($"The page has no part {name}.");
        return new StreamReader(part, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Nothing within an element may look like its end, nor like a comment, which changes how an end is found.</summary>
    static string Inert(string content) =>
        content.Contains("</script", StringComparison.OrdinalIgnoreCase) || content.Contains("</style", StringComparison.OrdinalIgnoreCase) || content.Contains("<!--", StringComparison.Ordinal)
            ? throw new InvalidOperationException("A part of the page would end the element it stands in.") : content;
}
