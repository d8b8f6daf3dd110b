namespace Ledger.Host.Server;

/// <summary>
/// Why the caller looks: the header <c>X-Purpose</c>, as UTF-8, or as RFC 8187 has it (<c>utf-8''%D0%B7...</c>) where a client can send ASCII alone.
/// It is recorded sealed and never shown in a problem or a log.
/// </summary>
static class Purpose
{
    const string Header = "X-Purpose", Extended = "utf-8'";
    const int TextMax = 500;

    /// <summary>The reason given, or null where there is none; a header that cannot be read is refused.</summary>
    public static Outcome<string?> Of(HttpContext context)
    {
        var values = context.Request.Headers[Header];
        if (values.Count == 0 || string.IsNullOrWhiteSpace(values[0])) return Outcome.Of<string?>(null);
        var text = values is [{ } only] ? Decoded(only.Trim()) : null;
        return text is { Length: <= TextMax } && !text.Any(char.IsControl)
            ? Outcome.Of<string?>(text)
            : new Refusal(HttpRefusals.BadParameter, $"X-Purpose is there once and is text of at most {TextMax} characters, as UTF-8 or as RFC 8187 has it.", Header);
    }

    /// <summary>RFC 8187 3.2.1: charset, optional language, the value percent-encoded; anything else is the text itself.</summary>
    static string? Decoded(string text)
    {
        if (!text.StartsWith(Extended, StringComparison.OrdinalIgnoreCase)) return text;
        var value = text.AsSpan(Extended.Length);
        return value.IndexOf('\'') is >= 0 and var end ? PercentText.Decode(value[(end + 1)..]) : null;
    }
}
