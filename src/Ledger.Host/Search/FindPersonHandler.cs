using System.Buffers;
using Ledger.Access;
using Ledger.Host.Sheets;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Search;

/// <summary>Looks in the vault and the journal: what was acknowledged is found at once.</summary>
sealed class FindPersonHandler(IJournal journal, IKeyVault vault, IReadModelStore models, Readings readings) : IRequestHandler<FindPerson, Outcome<FoundPersons>>
{
    const int TokenLength = 34;

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public async Task<Outcome<FoundPersons>> Handle(FindPerson request, CancellationToken cancellationToken)
    {
        var text = request.Text.Trim();
        if (text.Length is 0 or > FindPerson.TextMax || !IsText(text))
            return new Refusal(CodecRefusals.BadValue, $"Say whom you look for, in 1 to {FindPerson.TextMax} characters.", "$.text");
        List<FoundPerson> found = [];
        if (await ById(request.Text, text, cancellationToken) is { } known) found.Add(known);
        var names = new Identities(journal, vault);
        if (await ByToken(text, cancellationToken) is { } token) found.Add(new(token, FoundBy.Token, await names.IdOf(token, cancellationToken)));
        var (inquiry, person) = await ByInquiry(text, cancellationToken);
        if (person is not null) found.Add(new(person, FoundBy.Inquiry, await names.IdOf(person, cancellationToken)));
        var contacts = request.SearchesContacts;
        var named = contacts ? await ByContact(text, [.. found.Select(one => one.Token)], cancellationToken) : [];
        var shown = named.Take(FindPerson.PersonsMax).ToList();
        if (shown.Count > 0 && await readings.Record(shown, FindPerson.What, request.Reason, request.Actor, cancellationToken) is { } refusal) return refusal;
        foreach (var who in shown) found.Add(new(who, FoundBy.Contact, await names.IdOf(who, cancellationToken)));
        return new FoundPersons([.. found.DistinctBy(one => one.Token)], inquiry, contacts, named.Count > shown.Count);
    }

    static bool IsText(string text)
    {
        for (var at = 0; at < text.Length; at++)
            if (char.IsSurrogate(text[at]) && !char.IsSurrogatePair(text, at++)) return false;
        return true;
    }

    /// <summary>An id may begin or end with a space. The vault may know one of which nothing was recorded: then there is nobody.</summary>
    async ValueTask<FoundPerson?> ById(string given, string text, CancellationToken cancel)
    {
        foreach (var userId in new[] { given, text }.Distinct())
            if (vault.FindToken(userId) is { } token && (await journal.Length(token, cancel) > 0 || await HasInquired(token, cancel))) return new(token, FoundBy.Id, userId);
        return null;
    }

    /// <summary>Of somebody who only asked there may be nothing but the inquiry.</summary>
    async ValueTask<bool> HasInquired(string token, CancellationToken cancel) =>
        (await models.Current.Query<InquiryRow>(rows => rows.Where(row => row.Person == token).OrderBy(row => row.Index).Take(1), cancel)).Value.Count > 0;

    async ValueTask<string?> ByToken(string text, CancellationToken cancel)
    {
        var token = text.ToLowerInvariant();
        var isToken = token.Length == TokenLength && token.StartsWith("s-", StringComparison.Ordinal) && token.AsSpan(2).IndexOfAnyExcept(HexDigits) < 0;
        return isToken && await journal.Length(token, cancel) > 0 ? token : null;
    }

    /// <summary>Who named this contact, besides those who are found already; one more than are shown, where there are so many.</summary>
    async ValueTask<List<string>> ByContact(string text, HashSet<string> known, CancellationToken cancel)
    {
        var form = ContactForm.Of(text);
        List<string> named = [];
        foreach (var token in vault.FindByContact(text))
            if (named.Count <= FindPerson.PersonsMax && !known.Contains(token) && await Named(token, form, cancel)) named.Add(token);
        return named;
    }

    /// <summary>The vault may have noted a contact whose event was never recorded, so the events themselves are asked.</summary>
    async ValueTask<bool> Named(string token, string form, CancellationToken cancel)
    {
        await foreach (var entry in journal.Read(token, 0, cancel))
            if (SealedContacts.In(entry, journal.Origins, vault).Any(named => ContactForm.Of(named.Contact) == form)) return true;
        return false;
    }

    async ValueTask<(string? Number, string? Person)> ByInquiry(string text, CancellationToken cancel)
    {
        if (!Accounts.IsName(text)) return (null, null);
        await foreach (var entry in journal.Read(Streams.OfInquiry(text), 0, cancel))
            if (RecordedCodec.Read(entry) is { Data: InquiryReceived } received) return (text, received.Subject);
        return (null, null);
    }
}
