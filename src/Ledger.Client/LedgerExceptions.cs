namespace Ledger.Client;

/// <summary>Something between the service and its ledger went wrong. No message holds a value of an event or a question.</summary>
public abstract class LedgerException : Exception
{
    internal LedgerException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

/// <summary>
/// The ledger said no, or would: what was sent is malformed, not allowed or contradicts the record. Sending the same again gets the same answer, so
/// it is never tried again. Nothing of the batch was recorded.
/// </summary>
public sealed class LedgerRefusedException : LedgerException
{
    internal LedgerRefusedException(int status, string code, string message, string? path = null, int? item = null)
        : base($"{message} [{code}{(path is null ? "" : $" at {path}")}{(item is null ? "" : $", event {item}")}]") =>
        (Status, Code, Path, Item) = (status, code, path, item);

    /// <summary>The HTTP status; 0 where the client itself found it before anything was sent.</summary>
    public int Status { get; }

    /// <summary>The refusal's stable code (the ledger's docs/refusals.md); <c>http-</c> and the status where the answer had none.</summary>
    public string Code { get; }

    /// <summary>The JSON path of the place in the event, or null.</summary>
    public string? Path { get; }

    /// <summary>Which event of the batch, from 0, or null.</summary>
    public int? Item { get; }

    /// <summary>
    /// Whether it is about what was sent, and not about the key, the address or the server's settings. That the key may not publish such an event names a
    /// place in it; that the key may do nothing here names none.
    /// </summary>
    internal bool IsAboutEvents => Item is not null || Status is 0 or 413 || (Status is 400 or 409 or 422 && !Code.StartsWith("http-", StringComparison.Ordinal))
        || (Status == 403 && Path?.StartsWith('$') == true);

    internal static LedgerRefusedException Of(Refusal refusal, int? item = null) => new(0, refusal.Code, refusal.Message, refusal.Path, item);
}

/// <summary>
/// There was no answer in time. Whether events were recorded is not known; publishing the same <see cref="LedgerEvent"/>s again is safe, because their
/// ids stay the same. A question that gets no answer is not allowed.
/// </summary>
public sealed class LedgerUnreachableException : LedgerException
{
    internal LedgerUnreachableException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

/// <summary>The outbox cannot take or keep events.</summary>
public sealed class LedgerOutboxException : LedgerException
{
    /// <summary>The outbox holds as much as it may: the ledger has been away for long, or refused events pile up.</summary>
    public const string Full = "outbox-full";

    /// <summary>The outbox was sealed under another key.</summary>
    public const string WrongKey = "outbox-key-wrong";

    /// <summary>Another process holds the outbox.</summary>
    public const string InUse = "outbox-in-use";

    /// <summary>The file is damaged or something else.</summary>
    public const string Damaged = "outbox-damaged";

    /// <summary>The file could not be read or written; nothing was taken.</summary>
    public const string InputOutput = "outbox-io";

    internal LedgerOutboxException(string code, string message, Exception? inner = null) : base($"{message} [{code}]", inner) => Code = code;

    /// <summary>Which of the constants.</summary>
    public string Code { get; }
}
