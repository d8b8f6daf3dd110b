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

    /// <summary>The session that was is over.</summary>
    Ended,

    /// <summary>Too many attempts from this address failed.</summary>
    TooOften,

    /// <summary>The issuer did not let them in, or what came of it was not genuine, or late.</summary>
    IssuerRefused,

    /// <summary>The issuer cannot be reached.</summary>
    IssuerAway,

    /// <summary>The issuer's account has no role here, or none that can be told.</summary>
    Unfit,
}
