namespace Ledger.Host.Server;

/// <summary>The codes of problems that only the server gives; docs/refusals.md explains each.</summary>
static class HttpRefusals
{
    /// <summary>401: no key, or none of ours.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>429: the account, or the address, asks too often.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>503: who issued the token cannot be asked for its keys.</summary>
    public const string IssuerUnreachable = "issuer-unreachable";

    /// <summary>503: this replica waits for its turn, and no other serves just now.</summary>
    public const string StandingBy = "standing-by";

    /// <summary>503: the replica that a request was passed on to went away before it had answered.</summary>
    public const string ReplicaLost = "replica-lost";

    /// <summary>400: the request cannot be read.</summary>
    public const string BadRequest = "bad-request";

    /// <summary>400: the cursor is none of this list with these filters.</summary>
    public const string BadCursor = "bad-cursor";

    /// <summary>406: the answer is not to be had in any media type the caller accepts.</summary>
    public const string NotAcceptable = "not-acceptable";

    /// <summary>404: nothing answers at this path.</summary>
    public const string NotFound = "not-found";

    /// <summary>405: not with this method.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>415: not in this media type.</summary>
    public const string MediaType = "media-type";

    /// <summary>413: the body is larger than the server takes.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>413: a batch of more events than the server takes.</summary>
    public const string TooManyEvents = "too-many-events";

    /// <summary>400: a query parameter or header is unknown, missing, there twice, or has no such value.</summary>
    public const string BadParameter = "bad-parameter";

    /// <summary>503: too many publications are being worked on.</summary>
    public const string QueueFull = "queue-full";

    /// <summary>503: the answer would not know of the event it was to know of.</summary>
    public const string Behind = "behind";

    /// <summary>400: a link to a person's own page is opened by a form that is not of this browser.</summary>
    public const string OwnDoor = "own-door";

    /// <summary>404: no signed checkpoint covers it yet.</summary>
    public const string NoCheckpoint = "no-checkpoint";

    /// <summary>409: the feed is asked for what comes after an event the ledger does not have.</summary>
    public const string AfterHead = "after-head";

    /// <summary>409: a check or a rebuild is under way; there is one at a time.</summary>
    public const string AlreadyRunning = "already-running";

    /// <summary>503: an append failed with unknown outcome.</summary>
    public const string LedgerStopped = "ledger-stopped";

    /// <summary>503: the server is stopping.</summary>
    public const string ShuttingDown = "shutting-down";

    /// <summary>500: a fault of the program.</summary>
    public const string Internal = "internal";
}
