using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Ledger.Proofs;

/// <summary>What an authority answered.</summary>
public enum TimestampAnswer
{
    /// <summary>A token over the bytes asked about.</summary>
    Granted,

    /// <summary>It gives no token (RFC 3161, 2.4.2: a status other than 0 and 1).</summary>
    Refused,

    /// <summary>Not an answer to this question: malformed, over other bytes, another nonce, no certificate, or a wrong signature.</summary>
    Wrong,
}

/// <summary>A question to a timestamp authority (RFC 3161, 2.4.1) about some bytes: SHA-256, a random nonce, and the signer's certificate wanted.</summary>
public sealed class TimestampQuery
{
    const int NonceLength = 16;

    readonly byte[] _bytes;
    readonly Rfc3161TimestampRequest _request;

    TimestampQuery(byte[] bytes, Rfc3161TimestampRequest request) => (_bytes, _request) = (bytes, request);

    /// <summary>A question about the bytes.</summary>
    public static TimestampQuery Of(byte[] bytes, FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var nonce = new byte[NonceLength];
        random(nonce);
        nonce[0] = (byte)(nonce[0] & 0x3f | 0x40);   // a positive number of one length, whatever comes
        return new(bytes, Rfc3161TimestampRequest.CreateFromData(bytes, HashAlgorithmName.SHA256, nonce: nonce, requestSignerCertificates: true));
    }

    /// <summary>The DER to be sent (application/timestamp-query).</summary>
    public byte[] ToBytes() => _request.Encode();

    /// <summary>
    /// Reads the answer (application/timestamp-reply) and holds it to the question; gives the token's bytes where it is <see cref="TimestampAnswer.Granted"/>.
    /// Any policy will do. Bad input never throws.
    /// </summary>
    public TimestampAnswer Read(ReadOnlyMemory<byte> answer, out ReadOnlyMemory<byte> token)
    {
        token = default;
        try
        {
            var reader = new AsnReader(answer, AsnEncodingRules.BER);
            var response = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            if (!response.ReadSequence().TryReadInt32(out var status))
            {
                return TimestampAnswer.Wrong;
            }
            if (status is not (0 or 1))
            {
                return TimestampAnswer.Refused;
            }
            var given = response.ReadEncodedValue();
            _request.ProcessResponse(answer, out var consumed);   // holds imprint, nonce, version and certificate to the question
            using var opened = consumed == answer.Length ? TimestampToken.Open(given, _bytes, out _) : null;
            if (opened is null)
            {
                return TimestampAnswer.Wrong;
            }
            token = given.ToArray();
            return TimestampAnswer.Granted;
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException or OverflowException)
        {
            return TimestampAnswer.Wrong;
        }
    }
}
