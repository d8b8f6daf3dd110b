using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Listening;

/// <summary>Signatures of Standard Webhooks (standardwebhooks.com, version 1, symmetric): HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class WebhookSecret
{
    /// <summary>Length of a secret in bytes; the standard asks for 24 to 64.</summary>
    public const int Length = 32;

    /// <summary>The secret as its receiver is given it.</summary>
    public static string Show(ReadOnlySpan<byte> secret) => $"whsec_{Convert.ToBase64String(secret)}";

    /// <summary>The value of <c>webhook-signature</c>: one signature a secret, with spaces between.</summary>
    /// <param name="secrets">The secrets, the newest first.</param>
    /// <param name="id">The delivery's id.</param>
    /// <param name="timestamp">The attempt's moment, in seconds since 1970 UTC.</param>
    /// <param name="body">The body, byte for byte.</param>
    public static string Sign(IReadOnlyList<byte[]> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var start = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signatures = new List<string>(secrets.Count);
        foreach (var secret in secrets)
        {
            using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            mac.AppendData(start);
            mac.AppendData(body);
            signatures.Add($"v1,{Convert.ToBase64String(mac.GetHashAndReset())}");
        }
        return string.Join(' ', signatures);
    }
}
