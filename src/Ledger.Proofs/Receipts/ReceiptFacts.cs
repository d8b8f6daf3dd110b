namespace Ledger.Proofs;

/// <summary>A text in both languages of the ledger.</summary>
public sealed record ReceiptWords(string Ru, string En)
{
    /// <summary>In one of them; anything but <c>ru</c> is English.</summary>
    public string In(string language) => language == "ru" ? Ru : En;
}

/// <summary>Where a consent stands, for all of it or for one purpose.</summary>
public enum ReceiptState
{
    /// <summary>Given, and in force.</summary>
    Given,

    /// <summary>Given again under the same name, and in force.</summary>
    Renewed,

    /// <summary>Withdrawn by the person.</summary>
    Withdrawn,

    /// <summary>Its term has ended.</summary>
    Expired,
}

/// <summary>What ended a consent, or part of it.</summary>
/// <param name="Index">The event; null where the consent's own term ran out and nobody recorded it yet.</param>
/// <param name="Time">When: RFC 3339.</param>
/// <param name="State">Withdrawn or expired.</param>
/// <param name="Purposes">The purposes it ended for.</param>
/// <param name="Categories">The categories it ended for; empty means all.</param>
/// <param name="Channel">Where it arrived, or null.</param>
public sealed record ReceiptEnd(long? Index, string Time, ReceiptState State, IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories, string? Channel);

/// <summary>A purpose of the consent, as the policy edition names it.</summary>
/// <param name="Id">The operator's own id.</param>
/// <param name="Clause">The clause of the policy that names it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Dpv">What it is in the Data Privacy Vocabulary; empty where the policy does not say.</param>
/// <param name="AnonymisedOnly">Whether only anonymised data is used for it.</param>
/// <param name="RetentionDays">Days within which data goes once it has ended; null where only the text says.</param>
/// <param name="Retention">How long data is kept for it, in words, or null.</param>
/// <param name="Ended">What ended it as a whole, or null.</param>
/// <param name="Categories">The categories it still covers, or covered when it ended.</param>
public sealed record ReceiptPurpose(
    string Id, string Clause, ReceiptWords Name, IReadOnlyList<string> Dpv, bool AnonymisedOnly, long? RetentionDays, ReceiptWords? Retention, ReceiptEnd? Ended,
    IReadOnlyList<string> Categories);

/// <summary>A category of data; its name is its id and <paramref name="Origin"/> null where the edition does not name it.</summary>
/// <param name="Id">The operator's own id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Dpv">What it is in the Data Privacy Vocabulary; empty where the policy does not say.</param>
/// <param name="Origin">How it is gathered: <c>provided</c>, <c>automatic</c> or <c>support</c>.</param>
public sealed record ReceiptCategory(string Id, ReceiptWords Name, IReadOnlyList<string> Dpv, string? Origin)
{
    /// <summary>Whether the policy says that it is sensitive or of a special category.</summary>
    public bool IsSensitive => Dpv.Contains("dpv:SensitivePersonalData") || Dpv.Contains("dpv:SpecialCategoryPersonalData");
}

/// <summary>The operator: what is null it has not said of itself.</summary>
public sealed record ReceiptOperator(
    string Name, string Address, string? Contact, string? Email, string? Phone, string? Inn, string? Ogrn, string? RegistryNumber)
{
    /// <summary>How it is reached: what it says itself, and by post for want of anything else.</summary>
    public string Reached => Contact ?? Email ?? Phone ?? Address;
}

/// <summary>Somebody the consent lets data be passed to; a postal address is the contact. An indefinite circle (<c>public</c>) has none.</summary>
public sealed record ReceiptRecipient(string Id, string Name, string Kind, string Country, string? Address, string? Inn);

/// <summary>A system that holds data of the consent's categories, and the country of its database.</summary>
public sealed record ReceiptSystem(string Id, string Name, string Country);

/// <summary>The policy edition the consent was given under.</summary>
public sealed record ReceiptEdition(
    string Id, ReceiptWords Title, string DocumentSha256, string EffectiveFrom, string? Url, IReadOnlyList<string> Services, IReadOnlyList<string> Countries);

/// <summary>How consent is withdrawn, by the policy.</summary>
public sealed record ReceiptWithdrawal(string Clause, ReceiptWords Text, string? Url);

/// <summary>What a consent receipt says, worked out from stored events and openings alone: whoever has them works out the same.</summary>
public sealed record ReceiptFacts
{
    /// <summary>What the receipt is taken of.</summary>
    public required ReceiptStatement Statement { get; init; }

    /// <summary>The operator's own id of the person, where it is opened.</summary>
    public string? UserId { get; init; }

    /// <summary>The law the person's data is under: <c>ru</c> (152-FZ) or <c>eu</c> (GDPR).</summary>
    public required string Regime { get; init; }

    /// <summary>The consent's id within the person's stream.</summary>
    public required string Consent { get; init; }

    /// <summary>When it was given: RFC 3339.</summary>
    public required string Time { get; init; }

    /// <summary>How it was expressed, as the event names it.</summary>
    public required string Form { get; init; }

    /// <summary>Where it was given.</summary>
    public required string Channel { get; init; }

    /// <summary>The language of the text shown.</summary>
    public required string Language { get; init; }

    /// <summary>Whether it stood apart from everything else (152-FZ 9(1)).</summary>
    public required bool Separate { get; init; }

    /// <summary>Whether it is about dissemination (152-FZ 10.1).</summary>
    public required bool Dissemination { get; init; }

    /// <summary>When it ends by itself, or null.</summary>
    public string? ValidUntil { get; init; }

    /// <summary>In what capacity somebody gave it for the person, or null.</summary>
    public string? Capacity { get; init; }

    /// <summary>SHA-256 of the text shown, where it is recorded and opened.</summary>
    public string? TextSha256 { get; init; }

    /// <summary>SHA-256 of the signed document, where it is recorded and opened.</summary>
    public string? DocumentSha256 { get; init; }

    /// <summary>When a consent of the same name was given before: the event and its time.</summary>
    public required IReadOnlyList<(long Index, string Time)> Before { get; init; }

    /// <summary>The edition it was given under.</summary>
    public required ReceiptEdition Edition { get; init; }

    /// <summary>How it is withdrawn.</summary>
    public required ReceiptWithdrawal Withdrawal { get; init; }

    /// <summary>What for, in the order of the event.</summary>
    public required IReadOnlyList<ReceiptPurpose> Purposes { get; init; }

    /// <summary>For which data, in the order of the event.</summary>
    public required IReadOnlyList<ReceiptCategory> Categories { get; init; }

    /// <summary>The operator.</summary>
    public required ReceiptOperator Operator { get; init; }

    /// <summary>To whom data may be passed under it.</summary>
    public required IReadOnlyList<ReceiptRecipient> Recipients { get; init; }

    /// <summary>The systems that hold such data.</summary>
    public required IReadOnlyList<ReceiptSystem> Systems { get; init; }

    /// <summary>What ended it, or parts of it, in the order recorded.</summary>
    public required IReadOnlyList<ReceiptEnd> Ends { get; init; }

    /// <summary>When keys of such data were destroyed since: the event and its time.</summary>
    public required IReadOnlyList<(long Index, string Time)> Shredded { get; init; }

    /// <summary>Where it stands as a whole: ended where every purpose is.</summary>
    public ReceiptState State => Purposes.All(purpose => purpose.Ended is not null) ? Purposes.Max(purpose => purpose.Ended!.State)
        : Before.Count > 0 ? ReceiptState.Renewed : ReceiptState.Given;

    /// <summary>The countries the data is stored in: those of the systems, or where none is registered those of the policy.</summary>
    public IReadOnlyList<string> Countries => [.. (Systems.Count > 0 ? Systems.Select(system => system.Country) : Edition.Countries).Distinct(StringComparer.Ordinal)];

    /// <summary>The name of the category of that id.</summary>
    public ReceiptCategory Category(string id) => Categories.First(category => category.Id == id);
}
