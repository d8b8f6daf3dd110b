using Ledger.Access;
using MediatR;

namespace Ledger.Host.Search;

/// <summary>By what a person was found.</summary>
enum FoundBy
{
    /// <summary>The operator's own id.</summary>
    Id,

    /// <summary>The token.</summary>
    Token,

    /// <summary>The number of an inquiry about the person.</summary>
    Inquiry,

    /// <summary>A contact the person named.</summary>
    Contact,
}

/// <summary>
/// Looks for a person by what is at hand: the operator's own id, the token, the number of an inquiry, or a contact the person named; always the whole of it,
/// never a part. Contacts are looked through only for an officer who says why; whoever is found by one has a reading on record (<c>search</c>) before the
/// answer. What else is found names nobody whom the registers do not name, and is answered as they are, without a trace.
/// </summary>
/// <param name="Text">What is looked for; never recorded.</param>
/// <param name="Reason">Why, in the actor's words; null leaves contacts out.</param>
/// <param name="Actor">Who looks.</param>
sealed record FindPerson(string Text, string? Reason, Actor Actor) : IRequest<Outcome<FoundPersons>>, IAuthorised
{
    /// <summary>The longest text, in UTF-16 characters: the longest contact.</summary>
    public const int TextMax = 256;

    /// <summary>The most persons one contact answers with.</summary>
    public const int PersonsMax = 50;

    /// <summary>What the access journal calls it.</summary>
    public const string What = "search";

    /// <summary>Whether contacts are looked through: an auditor judges what was done, and needs no one's contact.</summary>
    public bool SearchesContacts => Actor.Role is Role.Officer or Role.Administrator && !string.IsNullOrWhiteSpace(Reason);

    public IReadOnlyList<Role> Allowed => [Role.Officer, Role.Auditor];

    /// <summary>What is looked for may be a contact, and never prints.</summary>
    public override string ToString() => nameof(FindPerson);
}

/// <summary>Somebody who was found.</summary>
/// <param name="Token">The token.</param>
/// <param name="By">By what, the plainest first where it was by more than one.</param>
/// <param name="Id">The operator's own id; null where nobody can tell any more, or nothing of the person's own is recorded yet.</param>
sealed record FoundPerson(string Token, FoundBy By, string? Id);

/// <summary>Who was found.</summary>
/// <param name="Persons">Each once.</param>
/// <param name="Inquiry">The number, where an inquiry of this number is recorded, whether or not it is about anybody.</param>
/// <param name="Contacts">Whether contacts were looked through.</param>
/// <param name="More">Whether the contact is that of more persons than are answered.</param>
sealed record FoundPersons(IReadOnlyList<FoundPerson> Persons, string? Inquiry, bool Contacts, bool More);
