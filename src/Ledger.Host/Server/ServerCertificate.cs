using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Host.Server;

/// <summary>The certificate of https addresses, and what stands between it and a root: the rest of the same file, as certificate authorities send it.</summary>
sealed record ServerCertificate(X509Certificate2 Own, X509Certificate2Collection Chain)
{
    /// <summary>Reads PEM files; one that cannot be used is an input error that names its variable.</summary>
    public static ServerCertificate Load(string certificate, string key)
    {
        Demand("LEDGER_CERTIFICATE", certificate);
        Demand("LEDGER_CERTIFICATE_KEY", key);
        try
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(certificate);
            if (chain.Count > 0) chain.RemoveAt(0);
            return new(X509Certificate2.CreateFromPemFile(certificate, key), chain);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new InputException("LEDGER_CERTIFICATE and LEDGER_CERTIFICATE_KEY must be PEM files of a certificate and of its own key, not encrypted.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException("LEDGER_CERTIFICATE or LEDGER_CERTIFICATE_KEY names a file that may not be read.");
        }
    }

    static void Demand(string variable, string path)
    {
        if (!File.Exists(path)) throw new InputException($"{variable} names no file: {path}.");
    }
}
