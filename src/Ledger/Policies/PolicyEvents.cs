using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Journal;

namespace Ledger.Policies;

/// <summary>What happens to the operator's privacy policy.</summary>
public abstract record PolicyEvent : IEventData;

/// <summary>An edition was published (policy 6.1; 152-FZ 18.1(2)). Events are judged by the edition in force when they happened.</summary>
/// <param name="Edition">Identifies the edition.</param>
/// <param name="Title">Its title.</param>
/// <param name="DocumentSha256">SHA-256 of the published document; the document is public, so the hash is plain.</param>
/// <param name="LastUpdated">The date of last update it shows.</param>
/// <param name="EffectiveFrom">The moment it takes effect.</param>
/// <param name="Terms">What it promises, as data.</param>
/// <param name="Url">Where it was published.</param>
public sealed record PolicyPublished(
    string Edition, LocalText Title, [Sha256] string DocumentSha256, DateOnly LastUpdated, DateTimeOffset EffectiveFrom, PolicyTerms Terms,
    [Text(500)] string? Url = null) : PolicyEvent;

/// <summary>The promises of an edition.</summary>
/// <param name="Services">The services it covers (1.2).</param>
/// <param name="Purposes">What data is used for (2.2).</param>
/// <param name="Categories">What data is held (1.1, 7.1).</param>
/// <param name="DisclosureGrounds">On what grounds data may be passed on (3.3).</param>
/// <param name="MessageKinds">Kinds of message a person may opt in to (4.1, 4.2).</param>
/// <param name="Channels">Channels of messages (4.1).</param>
/// <param name="StorageCountries">Where data is stored (3.1).</param>
/// <param name="Withdrawal">How consent is withdrawn (2.4, 4.3; 152-FZ 9(4)(8)); without it no consent receipt can be given.</param>
public sealed record PolicyTerms(
    [Items(1)] IReadOnlyList<string> Services, [Items(1)] IReadOnlyList<PolicyPurpose> Purposes, [Items(1)] IReadOnlyList<PolicyCategory> Categories,
    IReadOnlyList<PolicyGround> DisclosureGrounds, IReadOnlyList<string> MessageKinds, IReadOnlyList<string> Channels,
    [Country, Items(1)] IReadOnlyList<string> StorageCountries, PolicyWithdrawal? Withdrawal = null);

/// <summary>How a person withdraws consent.</summary>
/// <param name="Clause">The clause that says it.</param>
/// <param name="Text">How, in words.</param>
/// <param name="Url">Where, on the web.</param>
public sealed record PolicyWithdrawal(string Clause, LocalText Text, [Text(500)] string? Url = null);

/// <summary>A purpose of processing.</summary>
/// <param name="Id">Identifies it in events.</param>
/// <param name="Clause">The clause that names it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Categories">The categories declared for it; any other is a finding.</param>
/// <param name="Bases">Legal bases (152-FZ 6(1)) it rests on.</param>
/// <param name="AnonymisedOnly">Whether only anonymised data may be used (2.2.5).</param>
/// <param name="RetentionDays">How long data is kept for it, in calendar days after it ends; left out where only the text says.</param>
/// <param name="Retention">How long data is kept for it, in words.</param>
/// <param name="Dpv">What it is in W3C's Data Privacy Vocabulary, for example <c>dpv:ServiceProvision</c>: consent receipts name it so.</param>
public sealed record PolicyPurpose(
    string Id, string Clause, LocalText Name, IReadOnlyList<string> Categories, IReadOnlyList<LegalBasis> Bases, bool AnonymisedOnly = false,
    long? RetentionDays = null, LocalText? Retention = null, [Text(80), Items(1)] IReadOnlyList<string>? Dpv = null);

/// <summary>A category of data.</summary>
/// <param name="Id">Identifies it in events.</param>
/// <param name="Clause">The clause that names it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Origin">How it is gathered.</param>
/// <param name="RetentionDays">How long it is kept at most, in calendar days after it was gathered; left out where its purposes alone decide.</param>
/// <param name="Dpv">
/// What it is in W3C's Data Privacy Vocabulary, for example <c>pd:EmailAddress</c>; with <c>dpv:SensitivePersonalData</c> or
/// <c>dpv:SpecialCategoryPersonalData</c> where it is that.
/// </param>
public sealed record PolicyCategory(
    string Id, string Clause, LocalText Name, DataOrigin Origin, long? RetentionDays = null, [Text(80), Items(1)] IReadOnlyList<string>? Dpv = null);

/// <summary>A ground on which data may be passed to a third party.</summary>
/// <param name="Ground">The ground, as events name it.</param>
/// <param name="Clause">The clause that names it.</param>
/// <param name="Articles">The articles of the law behind it, for example <c>152-FZ 6(1)(2)</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record PolicyGround(DisclosureGround Ground, string Clause, [Text(80)] IReadOnlyList<string> Articles, LocalText Name);

/// <summary>A public text in the console's two languages.</summary>
/// <param name="Ru">Russian.</param>
/// <param name="En">English.</param>
public sealed record LocalText([Text(1000)] string Ru, [Text(1000)] string En);

/// <summary>How data is gathered (policy 1.1.1, 1.1.2, 7.1).</summary>
public enum DataOrigin
{
    /// <summary>The person gave it.</summary>
    Provided,

    /// <summary>It was gathered automatically.</summary>
    Automatic,

    /// <summary>It came with a request to Support.</summary>
    Support,
}
