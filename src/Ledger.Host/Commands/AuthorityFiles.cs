using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Host.Commands;

/// <summary>The certificates of timestamp authorities that somebody trusts, from files: PEM with one or more, or DER with one.</summary>
static class AuthorityFiles
{
    const int BytesMax = 1 << 20;

    public static X509Certificate2Collection Read(IEnumerable<string> paths)
    {
        var certificates = new X509Certificate2Collection();
        foreach (var path in paths)
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= BytesMax }) throw new InputException($"There is no file of certificates {path}.");
            var before = certificates.Count;
            try
            {
                certificates.ImportFromPemFile(path);
                if (certificates.Count == before) certificates.Add(X509CertificateLoader.LoadCertificateFromFile(path));
            }
            catch (CryptographicException)
            {
                throw new InputException($"{path} holds no certificate, in PEM or DER.");
            }
        }
        return certificates;
    }
}
