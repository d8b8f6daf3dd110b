namespace Ledger.Host.Web.Session;

/// <summary>
/// The reasons given in a session, by the person whose file was opened: asked for once, recorded with each reading, never in an address. They go with the
/// session. Safe for concurrent use.
/// </summary>
sealed class SessionNotes
{
    /// <summary>The most persons remembered; then the reason given first is forgotten, and is asked for again.</summary>
    public const int PersonsMax = 256;

    readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    readonly Queue<string> _order = new();

    /// <summary>The reasons of the session that the request belongs to; only behind authentication.</summary>
    public static SessionNotes Of(HttpContext context) =>
        context.Features.Get<SessionNotes>() ?? throw new InvalidOperationException("The page is open to all and asks for a session.");

    /// <summary>Why this person's file is open; null where no reason was given in this session.</summary>
    public string? ReasonFor(string token)
    {
        lock (_reasons) return _reasons.GetValueOrDefault(token);
    }

    /// <summary>Remembers why this person's file is opened, instead of what was said before.</summary>
    public void Remember(string token, string reason)
    {
        lock (_reasons)
        {
            if (!_reasons.ContainsKey(token)) _order.Enqueue(token);
            _reasons[token] = reason;
            if (_reasons.Count > PersonsMax) _reasons.Remove(_order.Dequeue());
        }
    }
}
