namespace Ledger.Host.Web.Session;

/// <summary>What came of an attempt to sign in.</summary>
enum SignInAnswer
{
    /// <summary>A session has begun.</summary>
    Welcome,

    /// <summary>There is no such key, or it works no more.</summary>
    Unknown,

    /// <summary>It is a service's: nothing here is for it.</summary>
    Service,

    /// <summary>Too many attempts from this address failed.</summary>
    TooOften,
}
