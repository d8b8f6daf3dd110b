using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Proofs;

/// <summary>What a token says of some bytes.</summary>
public enum TokenCheck
{
    /// <summary>Its signer says that these bytes existed at its time. Who the signer is has still to be judged.</summary>
    Verified,

    /// <summary>It is a token over other bytes, or over a hash other than SHA-256.</summary>
    OfAnother,

    /// <summary>It is no timestamp token, its signature is wrong, or its signer's certificate is not for time stamping or was not valid then.</summary>
    Wrong,
}

/// <summary>
/// A timestamp token (RFC 3161, 2.4.2) whose own signature holds: an authority's word that some bytes existed at a time. Who the authority is, is judged by
/// <see cref="IsTrusted"/> alone.
/// </summary>
public sealed class TimestampToken : IDisposable
{
    /// <summary>The most bytes a token may have.</summary>
    public const int BytesMax = 1 << 16;

    const string TimeStamping = "1.3.6.1.5.5.7.3.8", Sha256 = "2.16.840.1.101.3.4.2.1", Sha384 = "2.16.840.1.101.3.4.2.2", Sha512 = "2.16.840.1.101.3.4.2.3";

    readonly X509Certificate2 _signer;
    readonly X509Certificate2Collection _carried;

    TimestampToken(Rfc3161TimestampToken token, X509Certificate2 signer, X509Certificate2Collection carried)
    {
        (_signer, _carried) = (signer, carried);
        (Time, Accuracy) = (token.TokenInfo.Timestamp, TimeSpan.FromMicroseconds(token.TokenInfo.AccuracyInMicroseconds ?? 0));
        (Authority, Fingerprint) = (BundleFindings.Printable(signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false)), Convert.ToHexStringLower(signer.GetCertHash(HashAlgorithmName.SHA256)));
    }

    /// <summary>When the bytes existed, by the authority's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>By how much that clock may be off; zero where the token does not say.</summary>
    public TimeSpan Accuracy { get; }

    /// <summary>The name in the signer's certificate, without control characters and cut to 300.</summary>
    public string Authority { get; }

    /// <summary>SHA-256 of the signer's certificate, 64 lowercase hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads a token over the bytes; null where it is not <see cref="TokenCheck.Verified"/>. Bad input never throws.</summary>
    public static TimestampToken? Open(ReadOnlyMemory<byte> token, ReadOnlySpan<byte> bytes, out TokenCheck check)
    {
        check = TokenCheck.Wrong;
        try
        {
            if (token.Length > BytesMax || !Rfc3161TimestampToken.TryDecode(token, out var read, out var consumed) || consumed != token.Length)
            {
                return null;
            }
            var cms = read.AsSignedCms();
            if (cms.SignerInfos.Count != 1 || cms.SignerInfos[0].DigestAlgorithm.Value is not (Sha256 or Sha384 or Sha512))
            {
                return null;
            }
            var hash = SHA256.HashData(bytes);
            if (read.TokenInfo.HashAlgorithmId.Value != Sha256 || !read.TokenInfo.GetMessageHash().Span.SequenceEqual(hash))
            {
                check = TokenCheck.OfAnother;
                return null;
            }
            // Checks the CMS signature, that the certificate is the one the signer bound into it (RFC 5816), its purpose and its term.
            if (!read.VerifySignatureForHash(hash, HashAlgorithmName.SHA256, out var signer) || !IsForStamps(signer))
            {
                return null;
            }
            check = TokenCheck.Verified;
            return new TimestampToken(read, signer, cms.Certificates);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the signer is one of these certificates, or its chain led, at the time of the token, to one of them that is a root. Without network; revocation is
    /// not asked for.
    /// </summary>
    public bool IsTrusted(X509Certificate2Collection authorities)
    {
        ArgumentNullException.ThrowIfNull(authorities);
        if (authorities.Any(known => known.RawDataMemory.Span.SequenceEqual(_signer.RawDataMemory.Span)))
        {
            return true;
        }
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        (policy.TrustMode, policy.RevocationMode, policy.DisableCertificateDownloads) = (X509ChainTrustMode.CustomRootTrust, X509RevocationMode.NoCheck, true);
        policy.CustomTrustStore.AddRange(authorities);
        policy.ExtraStore.AddRange(_carried);
        policy.ApplicationPolicy.Add(new Oid(TimeStamping));
        policy.VerificationTime = Time.UtcDateTime;
        try
        {
            return chain.Build(_signer);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signer.Dispose();
        foreach (var certificate in _carried)
        {
            certificate.Dispose();
        }
    }

    /// <summary>RFC 3161, 2.3: this purpose alone, and critical.</summary>
    static bool IsForStamps(X509Certificate2 signer) =>
        signer.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToList() is [{ Critical: true } usage] && usage.EnhancedKeyUsages is [{ Value: TimeStamping }];
}
