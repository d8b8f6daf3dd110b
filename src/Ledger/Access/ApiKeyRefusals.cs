namespace Ledger.Access;

/// <summary>Why a key cannot be made or changed; docs/refusals.md explains each.</summary>
public static class ApiKeyRefusals
{
    /// <summary>There is no key of this prefix.</summary>
    public const string KeyUnknown = "key-unknown";

    /// <summary>The key has ended, or another took its place.</summary>
    public const string KeyEnded = "key-ended";

    /// <summary>The account's other keys have another role.</summary>
    public const string AccountRole = "account-role";
}
