namespace Ledger.Exports;

/// <summary>Why no certificate of erasure is made.</summary>
public static class CertificateRefusals
{
    /// <summary>No key of the person was destroyed, so there is nothing to certify.</summary>
    public const string NotShredded = "not-shredded";

    /// <summary>The certificate would be longer than 64 MiB.</summary>
    public const string TooLong = "certificate-too-long";
}
