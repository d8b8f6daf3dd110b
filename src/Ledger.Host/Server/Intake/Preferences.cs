using Microsoft.Extensions.Primitives;

namespace Ledger.Host.Server.Intake;

/// <summary>The one preference the server knows (RFC 7240): <c>Prefer: wait=published</c>. One that it does not understand is passed over, as the RFC asks.</summary>
static class Preferences
{
    public const string Published = "wait=published";

    /// <summary>Whether the caller would rather wait until a signed checkpoint covers what is recorded. Of several <c>wait</c> the first counts.</summary>
    public static bool WaitsForPublished(StringValues prefer)
    {
        foreach (var line in prefer)
        {
            for (var rest = line.AsSpan(); !rest.IsEmpty;)
            {
                var preference = TakeUpTo(',', ref rest);
                var word = TakeUpTo(';', ref preference);   // its parameters say nothing here
                var name = TakeUpTo('=', ref word).Trim(" \t");
                if (name.Equals("wait", StringComparison.OrdinalIgnoreCase)) return word.Trim(" \t") is "published" or "\"published\"";
            }
        }
        return false;
    }

    /// <summary>What stands before the next such character outside quotes; the rest is what follows it.</summary>
    static ReadOnlySpan<char> TakeUpTo(char end, ref ReadOnlySpan<char> rest)
    {
        var quoted = false;
        for (var at = 0; at < rest.Length; at++)
        {
            if (rest[at] == '"') quoted = !quoted;
            else if (quoted && rest[at] == '\\') at++;
            else if (!quoted && rest[at] == end)
            {
                var before = rest[..at];
                rest = rest[(at + 1)..];
                return before;
            }
        }
        var all = rest;
        rest = default;
        return all;
    }
}
