using System.Text;
using Microsoft.Extensions.Primitives;

namespace Ledger.Host.Server;

/// <summary>What a request brings to be known by.</summary>
static class Credentials
{
    /// <summary>The longest key or token that is looked at, in characters.</summary>
    public const int LengthMax = 16 * 1024;

    const string Bearer = "Bearer ", Basic = "Basic ";

    /// <summary>
    /// The key or token of the Authorization header: of its one value, whatever the case of the scheme (RFC 9110 11.1). HTTP Basic counts where
    /// <paramref name="basic"/> says so: its password is the key, its user name is not looked at.
    /// </summary>
    public static string? Of(StringValues header, bool basic)
    {
        if (header is not [{ Length: <= LengthMax } value]) return null;
        if (value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return Some(value.AsSpan(Bearer.Length).Trim(' ').ToString());
        return basic && value.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? Password(value.AsSpan(Basic.Length).Trim(' ')) : null;
    }

    static string? Password(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':') is >= 0 and var colon ? Some(text[(colon + 1)..]) : null;
    }

    static string? Some(string secret) => secret.Length > 0 ? secret : null;
}
