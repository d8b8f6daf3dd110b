using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Host.Server.Identity;

/// <summary>The issuer's keys cannot be read, now or a moment ago.</summary>
sealed class IssuerUnreachableException(Exception? inner) : Exception("The issuer's keys cannot be read.", inner);

/// <summary>
/// The keys of the issuer, by discovery (OpenID Connect Discovery 1.0): kept for hours, read again when a token names one that is not among them.
/// <see cref="ConfigurationManager{T}"/> reads such news in the background and refuses the token meanwhile; here the token waits for them, once for all,
/// and nobody can make the ledger ask the issuer more often than <see cref="RestMin"/>.
/// </summary>
sealed class IssuerKeys : IDisposable
{
    static readonly TimeSpan AgeMax = TimeSpan.FromHours(6), Patience = TimeSpan.FromSeconds(5);

    /// <summary>The least time between two readings.</summary>
    public static readonly TimeSpan RestMin = TimeSpan.FromSeconds(5);

    const int BytesMax = 1 << 20;

    readonly OidcSettings _settings;
    readonly TimeProvider _clock;
    readonly HttpClient _http;
    readonly HttpDocumentRetriever _documents;
    readonly SemaphoreSlim _gate = new(1, 1);
    volatile Reading? _reading;

    public IssuerKeys(OidcSettings settings, TimeProvider clock)
    {
        (_settings, _clock) = (settings, clock);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = BytesMax };
        _documents = new(_http) { RequireHttps = settings.Issuer.Scheme == Uri.UriSchemeHttps };
    }

    /// <summary>The keys as they are known.</summary>
    /// <exception cref="IssuerUnreachableException">None are, and the issuer does not answer.</exception>
    public async ValueTask<IReadOnlyCollection<SecurityKey>> Known(CancellationToken cancel) => [.. (await Document(cancel)).SigningKeys];

    /// <summary>The keys read again, unless that was done a moment ago.</summary>
    public async ValueTask<IReadOnlyCollection<SecurityKey>> Fresh(CancellationToken cancel) => [.. (await Read(RestMin, cancel)).SigningKeys];

    /// <summary>All that the issuer says of itself, as it is known: where one signs in, and the keys.</summary>
    /// <exception cref="IssuerUnreachableException">Nothing is, and the issuer does not answer.</exception>
    public async ValueTask<OpenIdConnectConfiguration> Document(CancellationToken cancel) =>
        _reading is { Found: { } found } reading && _clock.GetUtcNow() - reading.At < AgeMax ? found : await Read(AgeMax, cancel);

    /// <summary>The keys as they were read last; none before.</summary>
    public IEnumerable<SecurityKey> Last => _reading?.Found?.SigningKeys ?? [];

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    async ValueTask<OpenIdConnectConfiguration> Read(TimeSpan age, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            var now = _clock.GetUtcNow();
            if (_reading is { Found: not null } fresh && now - fresh.At < age) return fresh.Found;
            if (_reading is { } tried && now - tried.Tried < RestMin) return tried.Found ?? throw new IssuerUnreachableException(null);
            _reading = await Read(now);
            return _reading.Found ?? throw new IssuerUnreachableException(null);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>One reading for all who wait: no caller who leaves cuts it short. Where it fails the keys known before go on for as long as they may.</summary>
    async Task<Reading> Read(DateTimeOffset now)
    {
        try
        {
            var address = $"{_settings.Issuer.OriginalString.TrimEnd('/')}/.well-known/openid-configuration";
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, _documents, CancellationToken.None);
            if (found.Issuer != _settings.Issuer.OriginalString || found.SigningKeys.Count == 0) throw new InvalidOperationException("This is another issuer, or it has no keys.");
            return new(found, now, now);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or ArgumentException or OperationCanceledException or HttpRequestException or System.Text.Json.JsonException)
        {
            return _reading is { Found: not null } before && now - before.At < AgeMax ? before with { Tried = now } : new(null, now, now);
        }
    }

    sealed record Reading(OpenIdConnectConfiguration? Found, DateTimeOffset At, DateTimeOffset Tried);
}
