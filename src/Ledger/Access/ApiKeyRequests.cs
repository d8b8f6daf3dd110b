using MediatR;

namespace Ledger.Access;

/// <summary>Makes a key, recorded as <c>ledger.access.granted</c>. For the administrator alone, like all that concerns keys.</summary>
/// <param name="Terms">What it may do.</param>
/// <param name="Ground">The order or contract it rests on; recorded.</param>
/// <param name="Actor">Who makes it.</param>
public sealed record IssueApiKey(ApiKeyTerms Terms, string Ground, Actor Actor) : IRequest<Outcome<IssuedApiKey>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [];

    /// <summary>Shown the key once it is recorded, before it works: what is never shown never works.</summary>
    public Action<string>? Show { get; init; }
}

/// <summary>Makes a new key of the same account and terms, in place of this one.</summary>
/// <param name="Prefix">The key to replace.</param>
/// <param name="Grace">How long the old key still works; at most <see cref="GraceMax"/>.</param>
/// <param name="Actor">Who asks.</param>
public sealed record RotateApiKey(string Prefix, TimeSpan Grace, Actor Actor) : IRequest<Outcome<IssuedApiKey>>, IAuthorised
{
    /// <summary>The longest grace: 30 days.</summary>
    public static readonly TimeSpan GraceMax = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [];
}

/// <summary>Takes a key back; the last one of an account is recorded as <c>ledger.access.revoked</c>. Once more changes nothing.</summary>
/// <param name="Prefix">The key.</param>
/// <param name="Reason">Why; recorded.</param>
/// <param name="Actor">Who takes it back.</param>
public sealed record RevokeApiKey(string Prefix, string Reason, Actor Actor) : IRequest<Outcome<RevokedApiKey>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [];
}

/// <summary>Every key there was, oldest first; never the keys themselves.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListApiKeys(Actor Actor) : IRequest<Outcome<IReadOnlyList<ApiKeyRow>>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [];
}

/// <summary>A key, this once.</summary>
/// <param name="Key">The key itself: kept nowhere.</param>
/// <param name="Row">What is kept of it.</param>
public sealed record IssuedApiKey(string Key, ApiKeyRow Row)
{
    /// <summary>The key never prints.</summary>
    public override string ToString() => $"key {Row.Prefix}";
}

/// <summary>A key that opens nothing any more.</summary>
/// <param name="Row">What is kept of it.</param>
/// <param name="Recorded">Whether the journal says so already, where there is something to say; otherwise it will be tried again.</param>
public sealed record RevokedApiKey(ApiKeyRow Row, bool Recorded);
