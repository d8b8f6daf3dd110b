namespace Ledger.Host.Server;

/// <summary>The codes of problems that only the server gives; docs/refusals.md explains each.</summary>
static class HttpRefusals
{
    /// <summary>401: no key, or none of ours.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>400: the request cannot be read.</summary>
    public const string BadRequest = "bad-request";

    /// <summary>404: nothing answers at this path.</summary>
    public const string NotFound = "not-found";

    /// <summary>405: not with this method.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>415: not in this media type.</summary>
    public const string MediaType = "media-type";

    /// <summary>413: the body is larger than the server takes.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>404: nothing is signed yet.</summary>
    public const string NoCheckpoint = "no-checkpoint";

    /// <summary>409: the feed is asked for what comes after an event the ledger does not have.</summary>
    public const string AfterHead = "after-head";

    /// <summary>503: an append failed with unknown outcome.</summary>
    public const string LedgerStopped = "ledger-stopped";

    /// <summary>503: the server is stopping.</summary>
    public const string ShuttingDown = "shutting-down";

    /// <summary>500: a fault of the program.</summary>
    public const string Internal = "internal";
}
