using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Tests.Proofs;

/// <summary>A timestamp authority with a root and a signing certificate of its own, and the ways in which one can be wrong.</summary>
internal sealed class MadeUpAuthority : IDisposable
{
    const string TimeStamping = "1.3.6.1.5.5.7.3.8", CodeSigning = "1.3.6.1.5.5.7.3.3", TokenInfo = "1.2.840.113549.1.9.16.1.4", SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    internal static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Until = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256), _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>An authority whose certificates have long expired by the time anybody looks, as they will have in court.</summary>
    /// <param name="name">The name in its certificate.</param>
    /// <param name="critical">Whether its purpose is critical.</param>
    /// <param name="purposes">Its purposes; time stamping alone where none is given.</param>
    internal MadeUpAuthority(string name = "Test TSA", bool critical = true, params string[] purposes)
    {
        var root = new CertificateRequest("CN=Test root", _rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var rootId = new X509SubjectKeyIdentifierExtension(root.PublicKey, false);
        root.CertificateExtensions.Add(rootId);
        Root = root.CreateSelfSigned(From, Until);
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        var usages = new OidCollection();
        foreach (var purpose in purposes.Length == 0 ? [TimeStamping] : purposes)
        {
            usages.Add(new Oid(purpose));
        }
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(rootId));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical));
        using var certificate = request.Create(Root, From, Until, [1, 2, 3]);
        Certificate = certificate.CopyWithPrivateKey(_key);
    }

    internal static string[] TwoPurposes => [TimeStamping, CodeSigning];

    internal static string[] OtherPurpose => [CodeSigning];

    internal X509Certificate2 Root { get; }

    internal X509Certificate2 Certificate { get; }

    /// <summary>A token over the bytes.</summary>
    internal byte[] Token(byte[] bytes, DateTimeOffset time, ReadOnlyMemory<byte>? nonce = null, string digest = "2.16.840.1.101.3.4.2.1", bool sha512 = false, bool carried = true)
    {
        var info = new Rfc3161TimestampTokenInfo(new Oid("1.2.3.4"), new Oid(sha512 ? "2.16.840.1.101.3.4.2.3" : "2.16.840.1.101.3.4.2.1"),
            sha512 ? SHA512.HashData(bytes) : SHA256.HashData(bytes), new byte[] { 7 }, time, accuracyInMicroseconds: 1_000_000, nonce: nonce);
        var cms = new SignedCms(new ContentInfo(new Oid(TokenInfo), info.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Certificate)
        {
            DigestAlgorithm = new Oid(digest), IncludeOption = carried ? X509IncludeOption.EndCertOnly : X509IncludeOption.None,
        };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2), BoundIn(Certificate)));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    /// <summary>An answer (RFC 3161, 2.4.2) of this status, with a token or without.</summary>
    internal static byte[] Answer(int status, byte[]? token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(status);
            }
            if (token is not null)
            {
                writer.WriteEncodedValue(token);
            }
        }
        return writer.Encode();
    }

    public void Dispose()
    {
        Root.Dispose();
        Certificate.Dispose();
        _rootKey.Dispose();
        _key.Dispose();
    }

    /// <summary>ESSCertIDv2 (RFC 5035): which certificate the signer means.</summary>
    static byte[] BoundIn(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        }
        return writer.Encode();
    }
}
