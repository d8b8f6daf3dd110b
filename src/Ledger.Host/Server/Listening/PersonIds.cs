using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Destruction;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Sealing;

namespace Ledger.Host.Server.Listening;

/// <summary>
/// The operator's own ids of persons, opened for deliveries. What was opened is remembered in memory alone, and never outlives its key: before each use the
/// vault is asked, so that nobody is named once they are forgotten.
/// </summary>
sealed class PersonIds(IJournal journal, IKeyVault vault)
{
    const string Pointer = "/data/person";
    const int KnownMax = 10_000;

    static readonly string ForgottenType = EventCatalogue.Of(typeof(PersonForgotten)).Name;

    readonly ConcurrentDictionary<string, Task<Known?>> _known = new(StringComparer.Ordinal);

    /// <summary>Opens the id ahead of time; drops it where the event forgets the person.</summary>
    public async ValueTask Prepare(HeardEvent heard, CancellationToken cancel)
    {
        if (heard.Person is null) return;
        if (heard.Name == ForgottenType) _known.TryRemove(heard.Person, out _);
        else await Of(heard, cancel);
    }

    /// <summary>The id of the person an event names, as the inside of a JSON string; null where there is none, or it can no longer be opened.</summary>
    public async ValueTask<JsonEncodedText?> Of(HeardEvent heard, CancellationToken cancel)
    {
        // The event of forgetting is durable a moment before the keys go: it names nobody from the first. An introduction may be of staff or of a representative,
        // of whom services are told nothing; where it is of somebody they deal with, the event behind it says who.
        return heard.Person is not { } token || heard.Name == ForgottenType || heard.IsIntroduction ? null : await Of(token, cancel);
    }

    /// <summary>The id of the person the token means, likewise.</summary>
    public async ValueTask<JsonEncodedText?> Of(string token, CancellationToken cancel)
    {
        if (await Find(token).WaitAsync(cancel) is { } known && !vault.IsDestroyed(known.Key)) return known.UserId;
        _known.TryRemove(token, out _);   // nobody yet, where an inquiry names a person whose stream has not begun: it is looked up again
        return null;
    }

    Task<Known?> Find(string token)
    {
        if (_known.TryGetValue(token, out var known) && !known.IsFaulted) return known;
        if (_known.Count >= KnownMax) _known.Clear();
        return _known[token] = Open(token);
    }

    async Task<Known?> Open(string token)
    {
        await foreach (var first in journal.Read(token, 0, default))
            return OpenedField.Of(first, Pointer, journal.Origins, vault) is { } opened && KeyName.Parse(opened.Key) is { } key
                ? new(key, JsonEncodedText.Encode(opened.Value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))
                : null;
        return null;
    }

    sealed record Known(KeyName Key, JsonEncodedText UserId);
}
