namespace Ledger.Host.Answers;

/// <summary>Headers that say what an answer is.</summary>
static class AnswerHeaders
{
    public const string Sha256 = "Ledger-Sha256", Recorded = "Ledger-Recorded";
}

/// <summary>What an answer can be: a bundle, or a document.</summary>
static class AnswerMedia
{
    static readonly (string Type, string End)[] Known =
        [("application/zip", "zip"), ("application/pdf", "pdf"), ("text/html", "html"), ("text/csv", "csv"), ("application/json", "json"), ("application/pkcs7-mime", "p7m")];

    public static IEnumerable<string> All => Known.Select(known => known.Type);

    /// <summary>The media type of a header, without its parameters; null where it is none of these.</summary>
    public static string? Of(string? header) => Known.Select(known => known.Type).FirstOrDefault(type => type.Equals(header?.Split(';')[0].Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The media type of a file by its name; null where it is none of these.</summary>
    public static string? OfFile(string path) => Known.FirstOrDefault(known => Path.GetExtension(path).Equals("." + known.End, StringComparison.OrdinalIgnoreCase)).Type;

    /// <summary>How a file of that media type ends.</summary>
    public static string EndOf(string type) => Known.First(known => known.Type == type).End;
}
