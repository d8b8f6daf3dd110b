using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Destruction;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>
/// Makes a publication ready to record: names the person by token, works out the terms of duties, seals, encodes. Runs on the publisher's thread;
/// only the sequencer gives places.
/// </summary>
/// <param name="journal">Tells whether a person's stream has begun.</param>
/// <param name="vault">Keys and tokens.</param>
/// <param name="sealer">Seals personal values.</param>
/// <param name="legal">The legal clock that sets due dates.</param>
public sealed class Preparer(IJournal journal, IKeyVault vault, Sealer sealer, LegalClock legal)
{
    /// <summary>The source of events that the ledger writes on its own account.</summary>
    public const string LedgerSource = "/ledger";

    /// <summary>Who acts where the ledger writes something by itself.</summary>
    const string Itself = "ledger";

    readonly TermsDesk _terms = new(journal, vault, legal);

    /// <summary>Makes a publication ready. Its personal values are sealed in place and forgotten in the clear.</summary>
    /// <param name="publication">What to make ready.</param>
    /// <param name="actor">Who published it.</param>
    /// <param name="expectedLength">The length its stream must have; null for a fact.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="before">What stands before it in its batch and is not recorded yet.</param>
    /// <param name="decided">What a decided command says in the stream of a person it is about.</param>
    public async ValueTask<Proposal> Prepare(
        Publication publication, string actor, long? expectedLength, CancellationToken cancel, ArraySegment<Publication> before = default,
        IReadOnlyList<Effect>? decided = null)
    {
        if (NamesUnknown(publication) && await Repeated(publication, cancel) is { } repeated) return new(repeated);
        var token = publication.Subject is { } userId ? vault.TokenFor(userId) : null;
        var (data, effects) = await _terms.Complete(publication, token, before, cancel);
        if (decided is { Count: > 0 }) effects = decided;
        var (hash, hashKey) = PublishedHashes.Of(publication, token, vault);
        var stream = Streams.Of(publication.Kind, data, token, actor);
        var others = PersonRefs.In(data);
        string[] userIds = others.Count == 0 ? [] : [.. others.Select(person => person.Text)];   // sealing puts tokens in their place
        var prepared = Seal(publication, token, data, stream, actor, hash, hashKey, others);
        List<PreparedEvent>? introductions = null;
        if (token is not null && (stream == token || effects.Count > 0) && data is not SubjectRegistered)
            introductions = await Introduce(introductions, token, publication.Subject!, publication.Time, cancel);
        for (var i = 0; i < userIds.Length; i++)
            if (others[i].Text != token || stream != token) introductions = await Introduce(introductions, others[i].Text, userIds[i], publication.Time, cancel);
        return new(prepared, introductions, expectedLength) { Effects = effects.Count == 0 ? null : [.. effects.Select((effect, at) => Write(effect, at, publication))] };
    }

    /// <summary>What goes with a publication has an id that follows from that publication's.</summary>
    PreparedEvent Write(Effect effect, int at, Publication publication)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{publication.Source}\n{publication.Id}"));
        var id = string.Create(CultureInfo.InvariantCulture, $"with-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}-{at}");
        return Write(id, effect.Data, effect.Token, publication.Time, Itself);
    }

    /// <summary>
    /// Makes an event of the ledger's own ready, with the terms of the duties it opens and the keys it destroys: no publication stands behind it, and its id
    /// makes it unique.
    /// </summary>
    public PreparedEvent Write(string id, IEventData data, string? token, DateTimeOffset time, string actor)
    {
        data = _terms.WithDuties(data, time);
        var kind = EventCatalogue.Of(data.GetType());
        var stream = Streams.Of(kind, data, token, actor);
        var keys = sealer.Seal(data, stream, LedgerSource, id, token);
        return new(id, LedgerSource, kind, token, time, stream, actor, null, RecordedCodec.WriteData(data), keys)
        {
            Destroys = DestructionRecovery.Of(data, token),
        };
    }

    /// <summary>Whether the vault does not know somebody it is about or names.</summary>
    bool NamesUnknown(Publication publication) =>
        (publication.Subject is { } userId && vault.FindToken(userId) is null) || PersonRefs.In(publication.Data).Any(person => vault.FindToken(person.Text) is null);

    /// <summary>
    /// What is recorded already, and of somebody the vault does not know: it was about another person, or about this one, who was forgotten since, or it named
    /// somebody who was. A token made for the repeat would bring the lookup back, so it gets none. Of somebody unknown only the forgetting itself can be told to be
    /// the same.
    /// </summary>
    async ValueTask<PreparedEvent?> Repeated(Publication publication, CancellationToken cancel)
    {
        if (await journal.Find(PublicationKey.Of(publication.Source, publication.Id), cancel) is not { } earlier) return null;
        var token = publication.Subject is { } userId ? vault.FindToken(userId) : null;
        if (token is not null || publication.Subject is null)
        {
            var (hash, _) = PublishedHashes.Of(publication, token, vault);
            return new(publication.Id, publication.Source, publication.Kind, token, publication.Time, earlier.Stream, "", hash, default, []);
        }
        var subject = publication.Data is PersonForgotten && RecordedCodec.Read(earlier) is { Data: PersonForgotten } recorded ? recorded.Subject : null;
        return new(publication.Id, publication.Source, publication.Kind, subject, publication.Time, earlier.Stream, "", null, default, []);
    }

    /// <summary>Whose stream has not begun is introduced, once: else nobody could tell, and nothing could forget, whom the token means.</summary>
    async ValueTask<List<PreparedEvent>?> Introduce(List<PreparedEvent>? introductions, string token, string userId, DateTimeOffset time, CancellationToken cancel)
    {
        if (await journal.Length(token, cancel) > 0 || introductions?.Exists(made => made.Stream == token) == true) return introductions;
        introductions ??= [];
        introductions.Add(Write($"introduction-{token}", new SubjectRegistered(PersonalValue.Of(userId)), token, time, Itself));
        return introductions;
    }

    PreparedEvent Seal(Publication publication, string? token, IEventData data, string stream, string actor, string hash, KeyName hashKey, IReadOnlyList<PersonRef> named)
    {
        var keys = sealer.Seal(data, stream, publication.Source, publication.Id, token);
        return new(publication.Id, publication.Source, publication.Kind, token, publication.Time, stream, actor, hash,
            RecordedCodec.WriteData(data), [.. keys, hashKey])
        {
            Destroys = DestructionRecovery.Of(data, token),
            Named = named.Count == 0 ? [] : [.. named.Select(person => person.Text).Distinct()],
        };
    }
}
